import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { ProblemError } from './problem-error.ts'

/** The built web app: its files, and `index.html` for every page address. */
export function webApp(webRoot: string | null): Router {
  const router = Router()
  if (webRoot === null || !existsSync(join(webRoot, 'index.html'))) return router
  router.use(
    '/assets',
    express.static(join(webRoot, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      fallthrough: false,
    }),
  )
  router.use(express.static(webRoot, { index: false, maxAge: 0 }))
  const page: RequestHandler = (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    if (request.path.startsWith('/api/') || !request.accepts('html')) return next()
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: webRoot })
  }
  router.use(page)
  return router
}

/** Whatever no route took. */
export const nothingHere: RequestHandler = request => {
  throw new ProblemError('not-found', `nothing answers ${request.method} ${request.path}`)
}
