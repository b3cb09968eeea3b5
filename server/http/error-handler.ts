import type { ErrorRequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import type { Problem, ProblemCode } from '#shared/api/problem.ts'
import { AmountTooLarge } from '#shared/money/invariant.ts'
import { ProblemError } from './problem-error.ts'

/** The one place where errors become answers: ours as they are, Express's translated, everything else as our mistake. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, request, response, next) => {
    const known = error instanceof ProblemError ? error : translate(error)
    if (known === null)
      log.error({ err: error, method: request.method, path: request.path }, 'request failed')
    if (response.headersSent) {
      next(error)
      return
    }
    const { problem } = known ?? new ProblemError('internal-error', `${request.method} ${request.path}`)
    sendProblem(response, problem)
  }
}

/** Sends a problem as RFC 9457 says. */
export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

const EXPRESS_ERRORS: Readonly<Record<string, [ProblemCode, string]>> = {
  'entity.too.large': ['body-too-large', 'more than 16 MB'],
  'encoding.unsupported': ['wrong-content-type', 'unknown Content-Encoding'],
  'request.aborted': ['malformed-json', 'the body ended early'],
  'request.size.invalid': ['malformed-json', 'the body is shorter than Content-Length'],
  Z_DATA_ERROR: ['malformed-json', 'the compressed body is broken'],
  Z_BUF_ERROR: ['malformed-json', 'the compressed body ended early'],
  ENOSPC: ['storage-unavailable', 'the disk is full'],
  '53100': ['storage-unavailable', 'the disk is full'],
  '22021': ['not-found', 'no name or id holds such a character'],
}

function translate(error: unknown): ProblemError | null {
  if (!(error instanceof Error)) return null
  const { cause } = error
  const codes = [error, cause].map(one => (one instanceof Error && 'code' in one ? one.code : ''))
  const words = ['type' in error ? error.type : '', ...codes]
  for (const word of words) {
    const known = EXPRESS_ERRORS[String(word)]
    if (known !== undefined) return new ProblemError(...known)
  }
  if (error instanceof AmountTooLarge) return new ProblemError('amount-too-large', error.message)
  if (error instanceof URIError) return new ProblemError('not-found', 'the address is not valid')
  if (error.message.startsWith('timeout exceeded when trying to connect')) {
    return new ProblemError('storage-unavailable', 'no connection in time')
  }
  return null
}
