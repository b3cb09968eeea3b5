import type { WireAnswer } from './wire.ts'

/** Why a request was refused: the parts of the error that tell it, null for those that it does not have. */
export type Refusal = {
  readonly type: string | null
  readonly code: string | null
  readonly decline_code: string | null
  readonly message: string
  readonly param: string | null
}

/** What an answer says about why it refuses; null where it refuses nothing, or says nothing. */
export function refusalIn({ status, body, reason }: Omit<WireAnswer, 'headers'>): Refusal | null {
  if (status < 400) return null
  if (reason !== undefined)
    return { type: null, code: null, decline_code: null, message: reason, param: null }
  const error = errorIn(body)
  const part = (name: string) => (typeof error?.[name] === 'string' ? error[name] : null)
  const message = part('message')
  if (message === null) return null
  return {
    type: part('type'),
    code: part('code'),
    decline_code: part('decline_code'),
    message,
    param: part('param'),
  }
}

function errorIn(body: string): Readonly<Record<string, unknown>> | undefined {
  if (!body.startsWith('{')) return undefined
  const value: unknown = JSON.parse(body)
  const error = typeof value === 'object' && value !== null && 'error' in value ? value.error : undefined
  return typeof error === 'object' && error !== null ? { ...error } : undefined
}
