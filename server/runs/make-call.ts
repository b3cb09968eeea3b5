import type { JsonObject } from '../json.ts'
import type { ApiAnswer, ApiCall } from '../stripe/gateway.ts'
import { redactObject } from '../stripe/redaction.ts'
import { findMade } from './find-made.ts'
import { idempotencyKey, type Mark } from './mark.ts'
import type { CallId, CallState, OperationStore } from './operation-store.ts'
import { type Caller, type RunContext, sleep } from './run-context.ts'
import type { NewEvent } from './run-store.ts'

/** A call that must take effect once, whatever happens between. */
export type OnceCall = {
  readonly id: CallId
  readonly mark: Mark
  readonly block: string
  readonly call: ApiCall
  /** Readable part of the idempotency key. */
  readonly key: string
  /** What is known of it from earlier. */
  readonly before: CallState | null
  /** Written with the first try. */
  readonly events: readonly NewEvent[]
  /** Make it only as long as its run runs. */
  readonly whileRunning?: true
}

/** The run of a call that is made only while it runs does not run any more, or somebody else has made the call. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun'
}

/** What it came to: the API's answer, or that it stayed out of reach. Times are of the try that decided. */
export type OnceAnswer = {
  readonly answer: ApiAnswer
  readonly reachable: boolean
  readonly durationMs: number
}

/** What making a call once takes: who is asked, where it is written down, and what time it is. */
type OnceContext = Caller & {
  readonly operations: Pick<OperationStore, 'start'>
  readonly now: RunContext['now']
}

/** After this the API may have forgotten a key (24 h): look before making again. */
const KEY_LIFETIME_MS = 23 * 60 * 60 * 1000
const MAX_ATTEMPTS = 4

/** True for calls that change nothing and so need no key. */
export const isRead = (call: string): boolean => /\.(retrieve|list|search)\w*$/.test(call)

/**
 * Makes a call once. Network errors, conflicts and rate limits are tried again under the same key. A server error
 * may be stored under its key: it is tried once more, then the object is looked for, and only when it does not
 * exist a new attempt begins.
 * @throws NotBegun when it was to be made while its run runs, and may not begin.
 */
export async function makeOnce(context: OnceContext, once: OnceCall): Promise<OnceAnswer> {
  const { before } = once
  if (isRead(once.call.call)) return makeRead(context, once)
  const long = await foundAfterLong(context, once, before)
  if (long !== null) return long
  const first = nextAttempt(before)
  for (let attempt = first; ; attempt += 1) {
    const key = idempotencyKey(once.id.run, once.key, attempt)
    await writeStart(context, once, { attempt, key, isFirst: before === null && attempt === first })
    const tried = await tryAttempt(context, { ...once.call, idempotencyKey: key })
    if (tried.answer.ok || tried.answer.remedy !== 'settle') return tried
    const found = await findMade(context, once, before?.startedAt ?? null)
    if (found.state === 'made') return { ...tried, answer: found.answer, reachable: true }
    if (found.state === 'unknown' || attempt - first >= MAX_ATTEMPTS) return { ...tried, reachable: false }
  }
}

/** What changes nothing goes out while it is written down: lost with its process, it is as if nobody had asked. */
async function makeRead(context: OnceContext, once: OnceCall): Promise<OnceAnswer> {
  const { before } = once
  const start = { attempt: nextAttempt(before), key: undefined, isFirst: before === null }
  const [read] = await Promise.all([readAgain(context, once), writeStart(context, once, start)])
  return read
}

/** Asks once more, without telling it again. */
export async function readAgain(context: OnceContext, once: OnceCall): Promise<OnceAnswer> {
  const tried = await tryAttempt(context, once.call)
  return tried.answer.ok || tried.answer.remedy !== 'settle' ? tried : { ...tried, reachable: false }
}

type Attempt = { readonly attempt: number; readonly key: string | undefined; readonly isFirst: boolean }

async function writeStart(
  context: OnceContext,
  once: OnceCall,
  { attempt, key, isFirst }: Attempt,
): Promise<void> {
  const { whileRunning = false } = once
  const start = {
    block: once.block,
    call: once.call.call,
    attempt,
    idempotencyKey: key ?? '',
    onAccount: once.call.onAccount ?? null,
    request: requestOf(once.call),
    whileRunning,
  }
  const begun = await context.operations.start(once.id, start, isFirst ? once.events : [])
  if (!begun && whileRunning) throw new NotBegun()
}

async function foundAfterLong(
  context: OnceContext,
  once: OnceCall,
  before: CallState | null,
): Promise<OnceAnswer | null> {
  if (before === null || !mayBeForgotten(before, context.now())) return null
  const found = await findMade(context, once, before.startedAt)
  return found.state === 'not-made'
    ? null
    : { answer: found.answer, reachable: found.state === 'made', durationMs: 0 }
}

const mayBeForgotten = (before: CallState, now: Date): boolean =>
  now.getTime() - Date.parse(before.startedAt) > KEY_LIFETIME_MS

/** What was refused or settled before is a new attempt; what may still be under way is the same. */
function nextAttempt(before: CallState | null): number {
  if (before === null) return 1
  const settled =
    before.status === 'failed' && before.error?.kind !== 'network' && before.error?.kind !== 'rate-limit'
  return settled ? before.attempt + 1 : before.attempt
}

/** Tries under one key until the API says something final, or patience is over. A server error gets a second try. */
async function tryAttempt(context: OnceContext, call: ApiCall): Promise<OnceAnswer> {
  const { patience } = context
  const giveUpAt = performance.now() + patience.unreachableMs
  let wait = patience.firstWaitMs
  let serverErrors = 0
  for (;;) {
    const startedAt = performance.now()
    const answer = await context.gate.pass(() => context.gateway.call(call))
    const durationMs = performance.now() - startedAt
    if (answer.ok || answer.remedy === 'never') return { answer, reachable: true, durationMs }
    if (answer.remedy === 'settle') {
      serverErrors += 1
      if (serverErrors === 2) return { answer, reachable: true, durationMs }
    }
    const pause = Math.max(wait, answer.retryAfterMs ?? 0)
    if (performance.now() + pause > giveUpAt) return { answer, reachable: false, durationMs }
    await sleep(pause)
    wait = Math.min(wait * 2, 5_000)
  }
}

/** What a person sees of a request: target and parameters without secrets. */
function requestOf(call: ApiCall): JsonObject {
  const target = call.target === undefined ? {} : { target: [call.target].flat().join('/') }
  return redactObject({ ...target, params: call.params })
}
