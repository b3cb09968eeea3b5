import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { LIVE_KEY } from '../stripe/api-key.ts'
import { ProblemError } from './problem-error.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Answers only under known names: a page that points its own name at this machine gets nothing (DNS rebinding). */
export function checkHost(allowedHosts: readonly string[]): RequestHandler {
  const allowed = new Set([...LOOPBACK, ...allowedHosts.map(name => name.toLowerCase())])
  return (request, _response, next) => {
    const host = request.headers.host ?? ''
    const name = host.replace(/:\d+$/, '').toLowerCase()
    if (!allowed.has(name)) throw new ProblemError('host-not-allowed', host === '' ? 'no Host header' : host)
    next()
  }
}

/**
 * Refuses what a browser sends for another site. Programs that are no browser send neither header, and cannot be
 * made to call by a page.
 */
export const checkOrigin: RequestHandler = (request, _response, next) => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ProblemError('origin-not-allowed', `Sec-Fetch-Site is ${site}`)
  }
  const origin = request.headers.origin
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === request.headers.host)) {
    throw new ProblemError('origin-not-allowed', `Origin is ${origin}`)
  }
  next()
}

/** Refuses live keys in addresses and headers; bodies are looked at where they are parsed. */
export const refuseLiveKeys: RequestHandler = (request, _response, next) => {
  const places = [request.originalUrl, ...Object.values(request.headers).flat()]
  if (places.some(text => text !== undefined && LIVE_KEY.test(text))) {
    throw new ProblemError('live-key-refused', 'in the address or a header')
  }
  next()
}

/** Security headers for a page that loads everything from here: scripts, fonts, a worker. */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
})
