import express, { type Express, type RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { ServerInfo } from '#shared/api/server-info.ts'
import type { Design } from './design.ts'
import { errorHandler } from './http/error-handler.ts'
import { checkHost, checkOrigin, refuseLiveKeys, securityHeaders } from './http/guards.ts'
import { readJsonBytes } from './http/json-body.ts'
import { nothingHere, webApp } from './http/web-app.ts'
import { designRoutes } from './routes/design-routes.ts'
import { flowRoutes } from './routes/flow-routes.ts'
import { openApi } from './routes/openapi.ts'
import { runRoutes } from './routes/run-routes.ts'
import { webhookRoute } from './routes/webhook-route.ts'
import type { RunService } from './runs/run-service.ts'
import type { FlowStore } from './storage/flow-store.ts'

/** Everything that the routes need; tests give their own. */
export type AppDeps = {
  readonly flows: FlowStore
  readonly runs: RunService
  readonly design: Design
  readonly info: ServerInfo
  readonly log: Logger
  /** Null where the web app is not built. */
  readonly webRoot: string | null
  readonly allowedHosts: readonly string[]
  /** Null = ready; else what it waits for. */
  readonly notReady: () => Promise<string | null>
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

/** The HTTP server: guards, routes, the web app, and one error handler. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(securityHeaders)
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  app.get('/readyz', async (_request, response) => {
    const waitsFor = await deps.notReady()
    response.status(waitsFor === null ? 200 : 503).json({ status: waitsFor ?? 'ok' })
  })
  // Before the guards: Stripe calls under the public address, and its signature over the raw body is the check.
  app.use(webhookRoute(deps.runs))
  app.use(checkHost(deps.allowedHosts), refuseLiveKeys)
  app.use('/api', checkOrigin, noStore, readJsonBytes)
  app.get('/api/server', (_request, response) => {
    response.json(deps.info)
  })
  app.get('/api/openapi.json', (_request, response) => {
    response.json(openApi())
  })
  app.use(flowRoutes({ flows: deps.flows, design: deps.design, activeRun: deps.runs.activeRunOf }))
  app.use(designRoutes(deps.design))
  app.use(runRoutes(deps.runs, deps.stopping))
  app.use(webApp(deps.webRoot))
  app.use(nothingHere)
  app.use(errorHandler(deps.log))
  return app
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}
