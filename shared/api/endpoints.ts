import type * as z from 'zod/mini'
import { checkResultSchema } from './check.ts'
import { driftSchema } from './drift.ts'
import {
  documentRequestSchema,
  flowListSchema,
  flowSchema,
  flowVersionListSchema,
  flowVersionSchema,
} from './flows.ts'
import { forecastRequestSchema, forecastResultSchema } from './forecast.ts'
import { changesRequestSchema, changesSchema, planRequestSchema, planSchema } from './plan.ts'
import type { ProblemCode } from './problem.ts'
import { runDesignSchema, runDetailSchema, runListSchema, runMessageSchema, startRunSchema } from './runs.ts'
import { serverInfoSchema } from './server-info.ts'

/** One operation of the HTTP API. Path parameters stand in braces. */
export type Endpoint = {
  readonly id: string
  readonly method: 'get' | 'post' | 'put' | 'delete'
  readonly path: string
  readonly summary: string
  readonly request?: z.ZodMiniType
  readonly status: 200 | 201 | 202 | 204
  readonly response?: z.ZodMiniType
  /** Media type of the answer; JSON when absent. */
  readonly media?: string
  readonly problems: readonly ProblemCode[]
}

const input: ProblemCode[] = ['malformed-json', 'invalid-request', 'body-too-large', 'wrong-content-type']
const document: ProblemCode[] = [
  ...input,
  'invalid-document',
  'unknown-version',
  'too-deep',
  'amount-too-large',
]

/** Every operation of the HTTP API; `/api/openapi.json` is made of it, and the server's routes are compared with it. */
export const endpoints: readonly Endpoint[] = [
  {
    id: 'readServer',
    method: 'get',
    path: '/api/server',
    summary: 'What this server is and where its runs go',
    status: 200,
    response: serverInfoSchema,
    problems: [],
  },
  {
    id: 'listFlows',
    method: 'get',
    path: '/api/flows',
    summary: 'All flows, saved last first',
    status: 200,
    response: flowListSchema,
    problems: [],
  },
  {
    id: 'createFlow',
    method: 'post',
    path: '/api/flows',
    summary: 'Store a new flow',
    request: documentRequestSchema,
    status: 201,
    response: flowSchema,
    problems: document,
  },
  {
    id: 'readFlow',
    method: 'get',
    path: '/api/flows/{id}',
    summary: 'A flow with its document; ETag is its revision',
    status: 200,
    response: flowSchema,
    problems: ['not-found'],
  },
  {
    id: 'replaceFlow',
    method: 'put',
    path: '/api/flows/{id}',
    summary:
      'Save a flow. If-Match names the revision that was changed; 412 brings both versions when it is not the newest',
    request: documentRequestSchema,
    status: 200,
    response: flowSchema,
    problems: [...document, 'not-found', 'revision-required', 'flow-conflict'],
  },
  {
    id: 'deleteFlow',
    method: 'delete',
    path: '/api/flows/{id}',
    summary: 'Delete a flow; its versions stay readable. If-Match is optional',
    status: 204,
    problems: ['not-found', 'flow-conflict', 'run-active'],
  },
  {
    id: 'listVersions',
    method: 'get',
    path: '/api/flows/{id}/versions',
    summary: 'Every saved state of a flow, newest first',
    status: 200,
    response: flowVersionListSchema,
    problems: ['not-found'],
  },
  {
    id: 'readVersion',
    method: 'get',
    path: '/api/flows/{id}/versions/{revision}',
    summary: 'One saved state of a flow',
    status: 200,
    response: flowVersionSchema,
    problems: ['not-found'],
  },
  {
    id: 'listFlowRuns',
    method: 'get',
    path: '/api/flows/{id}/runs',
    summary: 'Runs of a flow, newest first',
    status: 200,
    response: runListSchema,
    problems: [],
  },
  {
    id: 'check',
    method: 'post',
    path: '/api/check',
    summary: 'Check a document',
    request: documentRequestSchema,
    status: 200,
    response: checkResultSchema,
    problems: document,
  },
  {
    id: 'plan',
    method: 'post',
    path: '/api/plan',
    summary: 'Compile a document to the calls that it stands for',
    request: planRequestSchema,
    status: 200,
    response: planSchema,
    problems: [...document, 'design-has-errors'],
  },
  {
    id: 'planChanges',
    method: 'post',
    path: '/api/plan/changes',
    summary:
      'Compare a plan with what earlier runs of the flow left: create, reuse, update, replace, archive',
    request: changesRequestSchema,
    status: 200,
    response: changesSchema,
    problems: [...document, 'design-has-errors', 'not-found', 'stripe-unreachable'],
  },
  {
    id: 'forecast',
    method: 'post',
    path: '/api/forecast',
    summary: 'Play a scenario of a document through by arithmetic',
    request: forecastRequestSchema,
    status: 200,
    response: forecastResultSchema,
    problems: [...document, 'design-has-errors', 'no-such-scenario'],
  },
  {
    id: 'listRuns',
    method: 'get',
    path: '/api/runs',
    summary: 'The newest runs',
    status: 200,
    response: runListSchema,
    problems: [],
  },
  {
    id: 'startRun',
    method: 'post',
    path: '/api/runs',
    summary: 'Start a run of a stored flow or of a document, which is stored as a flow first',
    request: startRunSchema,
    status: 201,
    response: runDetailSchema,
    problems: [
      ...document,
      'not-found',
      'design-has-errors',
      'no-such-scenario',
      'impossible-scenario',
      'plan-changed',
      'run-active',
      'stripe-key-refused',
      'stripe-unreachable',
    ],
  },
  {
    id: 'readRun',
    method: 'get',
    path: '/api/runs/{id}',
    summary: 'A run with its operations, objects, ledger and reconciliation',
    status: 200,
    response: runDetailSchema,
    problems: ['not-found'],
  },
  {
    id: 'readRunDesign',
    method: 'get',
    path: '/api/runs/{id}/design',
    summary: 'What a run was started with: the document, and the plan that it follows',
    status: 200,
    response: runDesignSchema,
    problems: ['not-found'],
  },
  {
    id: 'runDrift',
    method: 'get',
    path: '/api/runs/{id}/drift',
    summary: 'What has become of the objects that a run made, field by field',
    status: 200,
    response: driftSchema,
    problems: ['not-found', 'stripe-unreachable'],
  },
  {
    id: 'streamRun',
    method: 'get',
    path: '/api/runs/{id}/events',
    summary: 'Events of a run as server-sent events, each a message of this form; Last-Event-ID resumes',
    status: 200,
    response: runMessageSchema,
    media: 'text/event-stream',
    problems: ['not-found'],
  },
  {
    id: 'cancelRun',
    method: 'post',
    path: '/api/runs/{id}/cancel',
    summary: 'Stop a run for good after the calls that are under way',
    status: 202,
    response: runDetailSchema,
    problems: ['not-found', 'run-not-active'],
  },
  {
    id: 'resumeRun',
    method: 'post',
    path: '/api/runs/{id}/resume',
    summary: 'Go on with a paused or failed run from where it stopped',
    status: 202,
    response: runDetailSchema,
    problems: ['not-found', 'run-not-resumable', 'run-active'],
  },
  {
    id: 'cleanUpRun',
    method: 'post',
    path: '/api/runs/{id}/cleanup',
    summary: 'Remove or archive what a finished run made, in reverse order',
    status: 202,
    response: runDetailSchema,
    problems: ['not-found', 'run-not-finished'],
  },
]
