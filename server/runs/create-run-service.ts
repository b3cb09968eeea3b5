import type { Logger } from 'pino'
import { runDesignSchema } from '#shared/api/runs.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { LedgerEntry } from '#shared/forecast/ledger.ts'
import type { Design } from '../design.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { FlowStore } from '../storage/flow-store.ts'
import { newId } from '../storage/flow-store.ts'
import { cleanUp } from './clean-up.ts'
import { detailOf, summaryOf } from './describe-run.ts'
import { findDrift } from './find-drift.ts'
import { adaptToExisting } from './find-existing.ts'
import type { RunContext } from './run-context.ts'
import type { RunService, RunWish } from './run-service.ts'
import { RunIsActive, type RunRecord } from './run-store.ts'
import { takeWebhook } from './take-webhook.ts'
import type { Workflows } from './workflows.ts'

type Deps = {
  readonly context: RunContext
  /** The same records, for what a person waits for: it does not stand behind what runs write. */
  readonly front: Pick<RunContext, 'runs' | 'operations'>
  readonly workflows: Workflows
  readonly flows: FlowStore
  readonly design: Design
  readonly executorId: string
  /** Stripe account behind the key; `simulator` for the built-in one. */
  readonly account: () => Promise<string>
  readonly log: Logger
}

/** Runs over the engine and the database. */
export function createRunService(deps: Deps): RunService {
  const { context, front, workflows, log } = deps
  const { runs } = context

  const found = async (id: string): Promise<RunRecord> => {
    const run = await front.runs.read(id)
    if (run === null) throw new ProblemError('not-found', `there is no run ${id}`)
    return run
  }

  return {
    list: async flow => (await front.runs.list(flow)).map(summaryOf),
    read: async id => {
      const run = await front.runs.read(id)
      return run === null ? null : detailOf(front, run)
    },
    activeRunOf: front.runs.activeOf,
    changes: async wish => {
      const { stored, document } = await documentOf(deps, wish)
      const { plan } = deps.design.plan(document, 'unattended')
      return adaptToExisting(context, { plan, whole: plan, flow: stored ?? '' })
    },
    design: async id => {
      const { document, plan } = await found(id)
      return runDesignSchema.parse({ document, plan })
    },
    drift: async id => findDrift(context, await found(id)),
    start: wish => startRun(deps, wish),
    eventsAfter: front.runs.eventsAfter,
    onEvents: runs.onEvents,
    takeWebhook: takeWebhook(context, workflows, log),

    cancel: async id => {
      const run = await found(id)
      const reason = 'Cancelled by hand.'
      const cancelled = await runs.change(id, ['running', 'paused'], {
        change: { status: 'cancelled', reason },
        events: [{ type: 'run.finished', outcome: 'cancelled', reason }],
      })
      if (!cancelled) throw new ProblemError('run-not-active', `run ${id} is ${run.status}`)
      context.endpoints.forget(id)
    },

    resume: async id => {
      const run = await found(id)
      if (run.cleanup !== 'none') throw new ProblemError('run-not-resumable', `run ${id} was cleaned up`)
      if (!['paused', 'failed'].includes(run.status)) {
        throw new ProblemError('run-not-resumable', `run ${id} is ${run.status}`)
      }
      await workflows.forget(id)
      const resumed = await runs
        .change(id, ['paused', 'failed'], {
          change: { status: 'running', reason: null },
          events: [{ type: 'run.resumed' }],
        })
        .catch(activeProblem(run.flowId))
      if (resumed) await workflows.startRun(id)
    },

    cleanup: async id => {
      const run = await found(id)
      if (run.status === 'running' || run.status === 'paused') {
        throw new ProblemError('run-not-finished', `run ${id} is ${run.status}`)
      }
      await cleanUp(context, run)
    },
  }
}

const activeProblem =
  (flow: string) =>
  (error: unknown): never => {
    if (!(error instanceof RunIsActive)) throw error
    throw new ProblemError('run-active', `run ${error.run} of flow ${flow} is under way`, { run: error.run })
  }

async function startRun(deps: Deps, wish: RunWish): Promise<string> {
  const { context, front, design, flows, workflows, executorId } = deps
  const { stored, document } = await documentOf(deps, wish)
  const planned = design.plan(document, 'unattended')
  const part = wish.blocks === undefined ? null : design.part(planned, wish.blocks)
  const asked = part?.plan ?? planned.plan
  const plan =
    wish.reuse === true && stored !== null
      ? (await adaptToExisting(context, { plan: asked, whole: planned.plan, flow: stored })).plan
      : asked
  if (wish.plan !== undefined && wish.plan !== plan.hash) {
    throw new ProblemError('plan-changed', `the plan is ${plan.hash}`, { plan: plan.hash })
  }
  const chosen = design.choose(document, { ...wish, otherwise: 1 })
  const scenario = part === null ? chosen : { ...chosen, incidents: [] }
  const { entries, waiting } = design.forecast(planned, scenario)
  const isPart = ({ block }: LedgerEntry): boolean => part === null || part.blocks.has(block)
  const settings = {
    name: document.name,
    target: context.gateway.target,
    scenarioId: wish.scenario ?? null,
    scenario,
    entries: entries.filter(isPart),
    waiting: waiting.filter(isPart),
    script: design.script(planned, scenario),
  }
  const account = await deps.account()
  const flowId = stored ?? (await flows.create(document)).id
  const id = newId('run')
  await front.runs
    .insert({ id, flowId, account, plan, document, settings, executor: executorId })
    .catch(activeProblem(flowId))
  await workflows.startRun(id)
  return id
}

/** What is to be run: a stored flow, or a document that becomes one. */
async function documentOf(
  { design, flows }: Deps,
  wish: RunWish,
): Promise<{ stored: string | null; document: FlowDocument }> {
  if (wish.flow === undefined) {
    if (wish.document !== undefined) return { stored: null, document: design.read(wish.document) }
    throw new ProblemError('invalid-request', 'neither flow nor document', { places: ['flow', 'document'] })
  }
  const stored = await flows.read(wish.flow)
  if (stored === null) throw new ProblemError('not-found', `there is no flow ${wish.flow}`)
  return { stored: stored.id, document: design.read(wish.document ?? stored.document) }
}
