import type { RunDetail } from '#shared/api/runs.ts'
import { KeyRefused, testKey } from '../../server/stripe/api-key.ts'

/** Whether there is a key to test with. */
export type Key =
  | { readonly state: 'present' }
  | { readonly state: 'skipped'; readonly reason: string }
  | { readonly state: 'refused'; readonly reason: string }

/** Looks at STRIPE_SECRET_KEY. A live key is refused before anything starts. */
export function keyFrom(environment: Readonly<Record<string, string | undefined>>): Key {
  const text = environment.STRIPE_SECRET_KEY ?? ''
  if (text.trim() === '') {
    return {
      state: 'skipped',
      reason:
        'STRIPE_SECRET_KEY is not set, so there is no Stripe sandbox to test against. docs/run-on-stripe.md says how to prepare one.',
    }
  }
  try {
    testKey(text)
    return { state: 'present' }
  } catch (error) {
    if (error instanceof KeyRefused) return { state: 'refused', reason: error.message }
    throw error
  }
}

/** What a run against Stripe came to, for a person; null = it did not even start. */
export function verdictOf(detail: RunDetail | null): {
  readonly ok: boolean
  readonly lines: readonly string[]
} {
  if (detail === null) return { ok: false, lines: ['FAILED: the run did not start; the reason is above.'] }
  const { run, reconciliation, operations } = detail
  const lines = operations
    .filter(({ status }) => status === 'failed')
    .map(({ operation, call, error }) => `  ${operation} (${call}): ${error?.message ?? 'no reason given'}`)
  const odd = (reconciliation?.entries ?? [])
    .filter(({ state }) => state !== 'matched')
    .map(entry => `  ${JSON.stringify(entry)}`)
  const ok = run.target === 'stripe' && run.status === 'succeeded' && reconciliation?.reconciled === true
  const first = ok
    ? `PASSED: ${String(operations.length)} calls against Stripe, and its books agree with the forecast to the cent.`
    : `FAILED: run ${run.id} on ${run.target} is ${run.status}. ${run.reason ?? ''}`.trim()
  return { ok, lines: [first, ...lines, ...odd] }
}
