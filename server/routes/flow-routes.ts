import { type Request, type Response, Router } from 'express'
import { documentRequestSchema } from '#shared/api/flows.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { Design } from '../design.ts'
import { bodyOf } from '../http/json-body.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { Changed, FlowRecord, FlowStore } from '../storage/flow-store.ts'

type Deps = {
  readonly flows: FlowStore
  readonly design: Design
  /** Run of this flow that is under way, if there is one. */
  readonly activeRun: (flow: string) => Promise<string | null>
}

/** Flows: list, create, read, replace under a revision, delete, versions. */
export function flowRoutes({ flows, design, activeRun }: Deps): Router {
  const router = Router()

  router.get('/api/flows', async (_request, response) => {
    response.json({ flows: await flows.list() })
  })

  router.post('/api/flows', async (request, response) => {
    const document = documentOf(request, design)
    const flow = await flows.create(document)
    sendFlow(response.status(201).location(`/api/flows/${flow.id}`), flow)
  })

  router.get('/api/flows/:id', async (request, response) => {
    sendFlow(response, await flows.read(request.params.id))
  })

  router.put('/api/flows/:id', async (request, response) => {
    const revision = revisionOf(request)
    if (revision === null) throw new ProblemError('revision-required', `PUT /api/flows/${request.params.id}`)
    const document = documentOf(request, design)
    const changed = await flows.replace(request.params.id, revision, document)
    sendFlow(response, done(changed, document))
  })

  router.delete('/api/flows/:id', async (request, response) => {
    const run = await activeRun(request.params.id)
    if (run !== null) throw new ProblemError('run-active', `run ${run} uses this flow`, { run })
    const removed = done(await flows.remove(request.params.id, revisionOf(request)), null)
    if (removed === null) throw missing(request.params.id)
    response.status(204).end()
  })

  router.get('/api/flows/:id/versions', async (request, response) => {
    const versions = await flows.versions(request.params.id)
    if (versions.length === 0) throw missing(request.params.id)
    response.json({ versions })
  })

  router.get('/api/flows/:id/versions/:revision', async (request, response) => {
    const { id, revision } = request.params
    const version = /^\d{1,9}$/.test(revision) ? await flows.version(id, Number(revision)) : null
    if (version === null) throw new ProblemError('not-found', `flow ${id} has no version ${revision}`)
    response.json(version)
  })

  return router
}

function documentOf(request: Request, design: Design): FlowDocument {
  return design.read(bodyOf(request, documentRequestSchema).document)
}

const missing = (id: string): ProblemError => new ProblemError('not-found', `there is no flow ${id}`)

function sendFlow(response: Response, flow: FlowRecord | null): void {
  if (flow === null) throw missing('of that id')
  response.set('ETag', `"${String(flow.revision)}"`).json(flow)
}

/** Revision in `If-Match`; null when the header is absent or `*`. */
function revisionOf(request: Request): number | null {
  const said = request.headers['if-match']
  if (said === undefined || said === '*') return null
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(said)?.[1]
  if (digits === undefined) throw new ProblemError('invalid-request', `If-Match ${said} is no revision`)
  return Number(digits)
}

function done(changed: Changed, yours: FlowDocument | null): FlowRecord | null {
  if (changed.outcome === 'missing') return null
  if (changed.outcome === 'done') return changed.flow
  const { flow: current } = changed
  throw new ProblemError('flow-conflict', `the newest revision is ${String(current.revision)}`, {
    current,
    yours,
  })
}
