import { Stripe } from 'stripe'
import { redactText } from '#shared/check/secrets.ts'
import type { RunError } from '#shared/run/run-event.ts'
import type { ApiAnswer, Remedy } from './gateway.ts'

type Failure = Extract<ApiAnswer, { ok: false }>

/** What an error that the SDK threw means. Anything that is not the SDK's is our bug and thrown on. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  const { kind, remedy } = judge(error)
  const described: RunError = {
    kind,
    message: messageOf(error, kind),
    ...(error.code === undefined ? {} : { code: error.decline_code ?? error.code }),
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  }
  return { ok: false, error: described, remedy, retryAfterMs: retryAfter(error.headers) }
}

function judge(error: InstanceType<typeof Stripe.errors.StripeError>): {
  kind: RunError['kind']
  remedy: Remedy
} {
  const status = error.statusCode
  if (status === undefined) return { kind: 'network', remedy: 'wait' }
  if (status === 429) return { kind: 'rate-limit', remedy: 'wait' }
  if (status === 409) return { kind: 'network', remedy: 'wait' }
  if (status === 401 || status === 403) return { kind: 'auth', remedy: 'never' }
  if (status === 402) return { kind: 'declined', remedy: 'never' }
  if (status >= 500 && error.headers?.['stripe-should-retry'] !== 'false') {
    return { kind: 'network', remedy: 'settle' }
  }
  return { kind: 'rejected', remedy: 'never' }
}

function messageOf(error: InstanceType<typeof Stripe.errors.StripeError>, kind: RunError['kind']): string {
  const said = redactText(error.message)
  if (kind === 'network' && error.statusCode === undefined) {
    return `The API cannot be reached (${said}). Nothing is lost.`
  }
  if (kind === 'auth')
    return `${said} Check STRIPE_SECRET_KEY and its permissions, restart, then resume the run.`
  return said
}

function retryAfter(headers: Record<string, string> | undefined): number | null {
  const seconds = Number(headers?.['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 30) * 1000 : null
}
