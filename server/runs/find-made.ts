import { isJsonObject, type JsonObject } from '../json.ts'
import type { ApiAnswer, ApiCall } from '../stripe/gateway.ts'
import { ask } from './list-all.ts'
import type { OnceCall } from './make-call.ts'
import { carriesMark, takesMark } from './mark.ts'
import type { Caller } from './run-context.ts'

/** Parameters of a create call without which its list hides what was made: what hangs on a clock, what is over. */
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  'customers.create': ['test_clock'],
  'subscriptions.create': ['customer'],
}

/** Their lists know no filter by time. */
const UNDATED = new Set([
  'webhookEndpoints.create',
  'testHelpers.testClocks.create',
  'transfers.createReversal',
])

/** An hour of slack between this machine's clock and the API's. */
const SLACK_SECONDS = 3600

/** Whether a call has made its object already. `unknown` = the API could not say. */
export type Found =
  | { readonly state: 'made'; readonly answer: ApiAnswer }
  | { readonly state: 'not-made' }
  | { readonly state: 'unknown'; readonly answer: ApiAnswer }

/** Looks for the object that a call may have made, by its mark. Calls without marks may be made twice without harm. */
export async function findMade(context: Caller, once: OnceCall, since: string | null): Promise<Found> {
  const { call } = once.call
  if (call === 'testHelpers.testClocks.advance') return hasAdvanced(context, once.call)
  if (!takesMark(call)) return { state: 'not-made' }
  const listed = await ask(context, listCall(once.call, context.gateway.target === 'stripe' ? since : null))
  if (!listed.ok) return { state: 'unknown', answer: listed }
  const data = Array.isArray(listed.value.data) ? listed.value.data : []
  const made = data.find(
    (object): object is JsonObject => isJsonObject(object) && carriesMark(object, once.mark),
  )
  if (made === undefined) return { state: 'not-made' }
  return { state: 'made', answer: { ok: true, value: made, requestId: listed.requestId } }
}

/** A clock that stands where it should, or is on its way, was advanced. */
async function hasAdvanced(context: Caller, { target, params }: ApiCall): Promise<Found> {
  const clock = await ask(context, { call: 'testHelpers.testClocks.retrieve', target, params: {} })
  if (!clock.ok) return { state: 'unknown', answer: clock }
  const stands = clock.value.frozen_time === params.frozen_time || clock.value.status === 'advancing'
  return stands ? { state: 'made', answer: clock } : { state: 'not-made' }
}

/** `since` keeps the list of a busy sandbox short; the simulator's is short anyway. */
function listCall(made: ApiCall, since: string | null): ApiCall {
  const filters = (FILTERS[made.call] ?? []).flatMap(name => {
    const value = made.params[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const created =
    since === null || UNDATED.has(made.call) || made.call.startsWith('v2.')
      ? {}
      : { created: { gte: Math.floor(Date.parse(since) / 1000) - SLACK_SECONDS } }
  const all = since !== null && made.call === 'subscriptions.create' ? { status: 'all' } : {}
  return {
    call: made.call.replace(/\.create(\w*)$/, (_create, what: string) =>
      what === '' ? '.list' : `.list${what}s`,
    ),
    target: made.target,
    onAccount: made.onAccount,
    params: { limit: 100, ...Object.fromEntries(filters), ...created, ...all },
  }
}
