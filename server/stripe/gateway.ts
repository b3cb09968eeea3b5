import type { RunError } from '#shared/run/run-event.ts'
import type { JsonObject } from '../json.ts'

/** One call of the Stripe API, by the name of its SDK method. */
export type ApiCall = {
  /** `transfers.create`, `testHelpers.testClocks.advance`, `v2.core.accounts.create`. */
  readonly call: string
  /** Id in the URL; methods with two ids take them in order. */
  readonly target?: string | readonly string[] | undefined
  readonly params: JsonObject
  /** Connected account in whose context it is made; absent = the platform. */
  readonly onAccount?: string | undefined
  readonly idempotencyKey?: string | undefined
}

/**
 * What may be done after a failure: `wait` = the same again later, `settle` = find out first whether it took
 * effect (a stored server error), `never` = it would fail again.
 */
export type Remedy = 'wait' | 'settle' | 'never'

/** What an API call came to. A failure is a value: the caller decides what follows. */
export type ApiAnswer =
  | { readonly ok: true; readonly value: JsonObject; readonly requestId: string | null }
  | {
      readonly ok: false
      readonly error: RunError
      readonly remedy: Remedy
      readonly retryAfterMs: number | null
    }

/** What a verified webhook says: only ids are used, everything else is fetched again. */
export type ApiEvent = {
  readonly id: string
  readonly type: string
  readonly objectId: string
  readonly objectType: string
  /** What is written on the object, and on what lies in it. */
  readonly metadata: readonly JsonObject[]
  /** Connected account in which it happened; null = the platform. */
  readonly account: string | null
  readonly created: number
}

/** Stripe, or somebody who answers like it. Only host and key tell them apart. */
export type Gateway = {
  readonly target: 'simulator' | 'stripe'
  /** Last four characters of the key; null for the simulator. */
  readonly keyHint: string | null
  /** Whether there is a call of this name. */
  readonly has: (call: string) => boolean
  /** Makes one call; lists come with all their pages. Never throws for what the API says. */
  readonly call: (call: ApiCall) => Promise<ApiAnswer>
  /** Reads a webhook whose signature over the raw body is right and fresh; null when it is forged or stale. */
  readonly readWebhook: (body: Uint8Array, signature: string, secret: string) => ApiEvent | null
}
