import type { Request } from 'express'
import express from 'express'
import type { z } from 'zod'
import { LIVE_KEY } from '../stripe/api-key.ts'
import { ProblemError } from './problem-error.ts'

/** Room for a document of 10,000 blocks several times over. */
const MAX_BODY = 16 * 1024 * 1024
const MAX_DEPTH = 100

/** Reads JSON bodies as bytes; `bodyOf` parses them. */
export const readJsonBytes = express.raw({ type: 'application/json', limit: MAX_BODY })

/**
 * The body of a request, parsed and of the schema's form.
 * @throws ProblemError that names the places that are not.
 */
export function bodyOf<T>(request: Request, schema: z.core.$ZodType<T> & { safeParse: SafeParse<T> }): T {
  const parsed = schema.safeParse(jsonOf(request))
  if (parsed.success) return parsed.data
  const places = placesOf(parsed.error)
  throw new ProblemError('invalid-request', places.join('; '), { places })
}

type SafeParse<T> = (
  value: unknown,
) => { success: true; data: T } | { success: false; error: z.core.$ZodError }

/** Where a value does not fit its schema, as `graph.blocks.sub: what is wrong`. At most 20. */
export function placesOf(error: z.core.$ZodError): string[] {
  return error.issues
    .slice(0, 20)
    .map(found => `${found.path.map(String).join('.') || 'body'}: ${found.message}`)
}

function jsonOf(request: Request): unknown {
  const bytes: unknown = request.body
  if (!Buffer.isBuffer(bytes)) {
    if (request.headers['content-type'] === undefined && !hasBody(request)) return {}
    throw new ProblemError(
      'wrong-content-type',
      `Content-Type is ${request.headers['content-type'] ?? 'missing'}`,
    )
  }
  if (depthOf(bytes) > MAX_DEPTH) throw new ProblemError('too-deep', `more than ${String(MAX_DEPTH)} levels`)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (LIVE_KEY.test(text)) throw new ProblemError('live-key-refused', 'in the body')
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    return value
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('malformed-json', error instanceof Error ? error.message : 'not UTF-8')
  }
}

function hasBody(request: Request): boolean {
  return (
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  )
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** How deep the brackets of a JSON text go, without parsing it (a parser may recurse). */
function depthOf(bytes: Buffer): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (inString) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, (depth += 1))
    else if (byte === 0x7d || byte === 0x5d) depth -= 1
  }
  return deepest
}
