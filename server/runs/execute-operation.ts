import { type OperationId, operationId } from '#shared/flow/ids.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { type Scope, UnresolvedReference } from '#shared/plan/resolve.ts'
import { dashboardPage } from '#shared/run/dashboard-page.ts'
import type { RunError, RunEvent } from '#shared/run/run-event.ts'
import { type Json, type JsonObject, textOf, toJson } from '../json.ts'
import { redactObject } from '../stripe/redaction.ts'
import { makeOnce, NotBegun, type OnceAnswer, type OnceCall, readAgain } from './make-call.ts'
import { withMark } from './mark.ts'
import type { CallId, CallState, KnownBefore } from './operation-store.ts'
import { neededBy, prepareCall, resolveCalls } from './prepare-call.ts'
import { withRule } from './preventing-rule.ts'
import { endpointKey } from './renew-endpoints.ts'
import { type RunContext, sleep } from './run-context.ts'
import type { NewEvent, RunRecord } from './run-store.ts'

/** What one call came to, as the engine remembers it: no answer, only what decides how to go on. */
export type Outcome =
  | { readonly status: 'succeeded' | 'skipped' }
  | { readonly status: 'failed'; readonly message: string }
  /** Out of reach: nothing is wrong, the run pauses. */
  | { readonly status: 'unreachable'; readonly message: string }
  /** The run was cancelled. */
  | { readonly status: 'stopped' }

/** What a call came to, and what followed from it. */
export type Executed = {
  readonly outcome: Outcome
  /** What it answered, as it is remembered; absent when it did not succeed. */
  readonly answer?: Json
  /** Settled when all of this is on record: before it is, nothing may be called that builds on it. */
  readonly written: Promise<unknown>
}

/** Where an operation is executed. `trigger` is the object of the reaction, '' outside of one. */
export type Place = {
  readonly run: RunRecord
  readonly trigger: string
  /** Stored answer of the fetched object; null outside of a reaction. */
  readonly fetched: OperationId | null
  /** Operations that repeat, so that their answer is a list. */
  readonly repeated: ReadonlySet<string>
}

/** Every operation that a run may make: of its plan, of the plan's reactions, of its scenario. */
export const operationsOf = ({ plan, settings }: RunRecord): readonly Operation[] => [
  ...plan.operations,
  ...plan.reactions.flatMap(({ operations }) => operations),
  ...settings.script.stages.flatMap(({ operations }) => operations),
]

/** The place of the plan's own operations, or of a reaction's. */
export const placeOf = (run: RunRecord, of?: { reaction: string; object: string }): Place => ({
  run,
  trigger: of?.object ?? '',
  fetched: of === undefined ? null : triggerOperation(of.reaction),
  repeated: new Set(
    operationsOf(run)
      .filter(operation => operation.each !== undefined)
      .map(operation => operation.id),
  ),
})

/** The fetched object of a reaction is stored as the answer of an operation of this name: several may fetch the same. */
export const triggerOperation = (reaction: string): OperationId => operationId(`${reaction}.trigger`)

/** True for what was only fetched because something happened to it. */
export const isTrigger = (operation: string): boolean => operation.endsWith('.trigger')

/** What is known before operations are executed at a place: what became of them, and the answers that they need. */
export type Before = Pick<KnownBefore, 'running' | 'stateOf'> & { readonly scope: Scope }

/** Looks up, at once for all of them, what has to be known before operations are executed. */
export async function lookUp(
  { operations }: RunContext,
  { run, trigger, fetched, repeated }: Place,
  wave: readonly Operation[],
): Promise<Before> {
  const { splits } = run.plan
  const needed = new Set(wave.flatMap(operation => [operation.id, ...neededBy(operation, splits)]))
  if (fetched !== null) needed.add(fetched)
  const { results, ...known } = await operations.before({ run: run.id, trigger }, needed, repeated)
  return {
    ...known,
    scope: { results, trigger: fetched === null ? undefined : results.get(fetched), splits },
  }
}

/** How often an operation is called: once, or once per element; once too when what it repeats over is not there. */
export function callsOf(operation: Operation, { scope }: Before): number {
  if (operation.each === undefined) return 1
  const calls = resolveCalls(operation, scope)
  return calls instanceof UnresolvedReference ? 1 : calls.length
}

type Call = { readonly operation: Operation; readonly element: number; readonly before: Before }

/** Nothing is being written down. */
export const WRITTEN: Promise<unknown> = Promise.resolve()

/** Executes one call of an operation: at most once in effect, told in events, remembered with request and response. */
export async function executeCall(context: RunContext, place: Place, call: Call): Promise<Executed> {
  const { operation, element, before } = call
  const known = before.stateOf(operation.id, element)
  if (known?.status === 'succeeded') {
    const answer = before.scope.results.get(operation.id)
    const done = { outcome: { status: 'succeeded' }, written: WRITTEN } as const
    return answer === undefined ? done : { ...done, answer: toJson(answer) }
  }
  if (!before.running) return { outcome: { status: 'stopped' }, written: WRITTEN }
  try {
    return await makeNow(context, place, { ...call, known })
  } catch (error) {
    if (!(error instanceof NotBegun)) throw error
    return executeCall(context, place, { ...call, before: await lookUp(context, place, [operation]) })
  }
}

async function makeNow(
  context: RunContext,
  place: Place,
  { operation, element, before: { scope }, known }: Call & { known: CallState | null },
): Promise<Executed> {
  const id: CallId = { run: place.run.id, operation: operation.id, trigger: place.trigger, element }
  const about = { operation: operation.id, ...(place.trigger === '' ? {} : { trigger: place.trigger }) }
  const prepared = prepareCall(operation, scope, {
    element,
    run: place.run.id,
    target: context.gateway.target,
    webhookAddress: context.endpoints.addressOf(place.run.id),
  })
  if (prepared.state === 'known')
    return takeAsKnown(context, id, { operation, answer: prepared.answer, about })
  if (prepared.state !== 'call') return leaveUnmade(context, id, { operation, prepared, about })

  const mark = { flow: place.run.flowId, ...id }
  const started: NewEvent = { type: 'operation.started', ...about }
  const made = await untilReady(context, operation, {
    id,
    mark,
    block: operation.block,
    key: operation.call === 'webhookEndpoints.create' ? endpointKey(context, prepared.key) : prepared.key,
    before: known,
    events: [started],
    call: { ...prepared.call, params: withMark(operation.call, prepared.call.params, mark) },
    whileRunning: true,
  })
  return conclude(context, id, { made, about })
}

/** Makes a call; repeats a read until the answer has the value that the operation waits for. */
async function untilReady(
  context: RunContext,
  { until, title }: Operation,
  once: OnceCall,
): Promise<OnceAnswer> {
  const giveUpAt = performance.now() + context.patience.readyMs
  let wait = context.patience.firstWaitMs
  for (let made = await makeOnce(context, once); ; made = await readAgain(context, once)) {
    if (until === undefined || !made.answer.ok) return made
    const found = textOf(toJson(readPath(made.answer.value, until.path)))
    if (found === until.equals) return made
    if (performance.now() + wait > giveUpAt) {
      const message = `${title}: ${until.path} is ${found} and did not become ${until.equals} in time. Look at ${placeToLook(context, once)}, then resume the run.`
      return { ...made, reachable: false, answer: notReady(message) }
    }
    await sleep(wait)
    wait = Math.min(wait * 2, 2_000)
  }
}

/** Where a person does what a run waits for: at Stripe the object’s page. */
const placeToLook = ({ gateway }: RunContext, { call }: OnceCall): string => {
  const [id] = [call.target ?? []].flat()
  return gateway.target === 'stripe' && id !== undefined ? dashboardPage(id) : 'the object'
}

const notReady = (message: string): OnceAnswer['answer'] => ({
  ok: false,
  error: { kind: 'network', message },
  remedy: 'wait',
  retryAfterMs: null,
})

type About = Pick<Extract<RunEvent, { type: 'operation.started' }>, 'operation' | 'trigger'>

/** Refusals that say “not now”: the money stays where it is, and nobody else has to wait for it. By Stripe's error code. */
const HELD_BACK: Readonly<Record<string, string>> = {
  insufficient_capabilities_for_transfer:
    'the account may not receive transfers now; its share stays with the platform',
}

function conclude(
  context: RunContext,
  id: CallId,
  { made, about }: { made: OnceAnswer; about: About },
): Executed {
  const { answer, durationMs } = made
  const { operations } = context
  if (!answer.ok) {
    const because = HELD_BACK[answer.error.code ?? '']
    if (because !== undefined) {
      const skipped: NewEvent = { type: 'operation.skipped', ...about, because }
      const written = operations.end(id, { status: 'skipped', durationMs }, [skipped])
      return { outcome: { status: 'skipped' }, written }
    }
    const error = withRule(answer.error)
    const event: NewEvent = { type: 'operation.failed', ...about, error }
    const written = operations.end(id, { status: 'failed', error, durationMs }, [event])
    return {
      outcome: { status: made.reachable ? 'failed' : 'unreachable', message: error.message },
      written,
    }
  }
  const objectId = typeof answer.value.id === 'string' ? answer.value.id : ''
  rememberSecret(context, id.run, answer.value)
  const event: NewEvent = {
    type: 'operation.succeeded',
    ...about,
    objectId,
    durationMs: Math.round(durationMs),
    ...amountOf(answer.value),
  }
  const response = redactObject(answer.value)
  const written = operations.end(id, { status: 'succeeded', response, objectId, durationMs }, [event])
  return { outcome: { status: 'succeeded' }, answer: response, written }
}

function rememberSecret({ endpoints }: RunContext, run: string, made: JsonObject): void {
  if (made.object === 'webhook_endpoint' && typeof made.secret === 'string' && typeof made.id === 'string') {
    endpoints.remember(run, made.id, made.secret)
  }
}

function amountOf(object: JsonObject): Pick<Extract<RunEvent, { type: 'operation.succeeded' }>, 'amount'> {
  const amount = [object.amount, object.amount_paid, object.unit_amount].find(
    value => typeof value === 'number',
  )
  const { currency } = object
  return typeof amount === 'number' && typeof currency === 'string' ? { amount: { amount, currency } } : {}
}

const NOTHING_SENT = {
  attempt: 1,
  idempotencyKey: '',
  onAccount: null,
  request: {},
  whileRunning: true,
} as const

/** Writes an answer down that nobody was asked for, so that it stays the same when the run is played again. */
async function takeAsKnown(
  context: RunContext,
  id: CallId,
  { operation, answer, about }: { operation: Operation; answer: JsonObject; about: About },
): Promise<Executed> {
  const { block, call } = operation
  const start = { ...NOTHING_SENT, block, call }
  await context.operations.start(id, start, [{ type: 'operation.started', ...about }])
  const event: NewEvent = { type: 'operation.succeeded', ...about, objectId: '', durationMs: 0 }
  const written = context.operations.end(id, { status: 'succeeded', response: answer, durationMs: 0 }, [
    event,
  ])
  return { outcome: { status: 'succeeded' }, answer, written }
}

type Unmade = {
  readonly operation: Operation
  readonly about: About
  readonly prepared:
    | { readonly state: 'skip'; readonly because: string }
    | { readonly state: 'impossible'; readonly message: string }
}

async function leaveUnmade(
  context: RunContext,
  id: CallId,
  { operation, about, prepared }: Unmade,
): Promise<Executed> {
  const { block, call } = operation
  const start = { ...NOTHING_SENT, block, call }
  await context.operations.start(id, start, [])
  if (prepared.state === 'skip') {
    const { because } = prepared
    const event: NewEvent = { type: 'operation.skipped', ...about, because }
    const written = context.operations.end(id, { status: 'skipped', durationMs: 0 }, [event])
    return { outcome: { status: 'skipped' }, written }
  }
  const error: RunError = { kind: 'rejected', message: prepared.message }
  const event: NewEvent = { type: 'operation.failed', ...about, error }
  const written = context.operations.end(id, { status: 'failed', error, durationMs: 0 }, [event])
  return { outcome: { status: 'failed', message: prepared.message }, written }
}
