import { type Request, type Response, Router } from 'express'
import { changesRequestSchema } from '#shared/api/plan.ts'
import { startRunSchema } from '#shared/api/runs.ts'
import { bodyOf } from '../http/json-body.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { RunService } from '../runs/run-service.ts'
import { streamEvents } from '../runs/stream-events.ts'

/** Runs: start, read, follow, cancel, resume, clean up. */
export function runRoutes(runs: RunService, stopping: AbortSignal): Router {
  const router = Router()

  router.get('/api/runs', async (_request, response) => {
    response.json({ runs: await runs.list(null) })
  })

  router.get('/api/flows/:id/runs', async (request, response) => {
    response.json({ runs: await runs.list(request.params.id) })
  })

  router.post('/api/plan/changes', async (request, response) => {
    response.json(await runs.changes(bodyOf(request, changesRequestSchema)))
  })

  router.post('/api/runs', async (request, response) => {
    const run = await runs.start(bodyOf(request, startRunSchema))
    response.status(201).location(`/api/runs/${run}`)
    await sendRun(runs, run, response)
  })

  router.get('/api/runs/:id', async (request, response) => {
    await sendRun(runs, request.params.id, response)
  })

  router.get('/api/runs/:id/design', async (request, response) => {
    response.json(await runs.design(request.params.id))
  })

  router.get('/api/runs/:id/drift', async (request, response) => {
    response.json(await runs.drift(request.params.id))
  })

  router.get('/api/runs/:id/events', async (request, response) => {
    if ((await runs.read(request.params.id)) === null) throw missing(request.params.id)
    await streamEvents({ runs, run: request.params.id, after: lastEventOf(request), response, stopping })
  })

  for (const change of ['cancel', 'resume', 'cleanup'] as const) {
    router.post(`/api/runs/:id/${change}`, async (request: Request<{ id: string }>, response) => {
      await runs[change](request.params.id)
      await sendRun(runs, request.params.id, response.status(202))
    })
  }

  return router
}

const missing = (id: string): ProblemError => new ProblemError('not-found', `there is no run ${id}`)

async function sendRun(runs: RunService, id: string, response: Response): Promise<void> {
  const run = await runs.read(id)
  if (run === null) throw missing(id)
  response.json(run)
}

/** Number of the last event that the client has; a browser sends it by itself when it reconnects. */
function lastEventOf(request: Request): number {
  const said = request.headers['last-event-id'] ?? request.query.after
  return typeof said === 'string' && /^\d{1,9}$/.test(said) ? Number(said) : 0
}
