import { DBOS } from '@dbos-inc/dbos-sdk'
import type { OperationId } from '#shared/flow/ids.ts'
import type { FirstCard, Stage } from '#shared/lifecycles/incident-calls.ts'
import { clockTarget } from '#shared/plan/clock.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { reconcile } from '#shared/run/reconcile.ts'
import { clockOperations, clockStops } from './advance-clock.ts'
import { DONE, executeAll, type PartEnd } from './execute-all.ts'
import { placeOf } from './execute-operation.ts'
import { findTriggers, type Trigger } from './find-triggers.ts'
import { observe } from './observe.ts'
import { atOnce, type Release, release, releasesIn } from './release.ts'
import { renewEndpoints } from './renew-endpoints.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** How the workflow starts a reaction and waits for it. It runs once, whoever starts it. */
export type ReactionStarter = (
  run: string,
  trigger: Trigger,
) => Promise<{ readonly end: () => Promise<PartEnd> }>

/** A reaction may make events to which others answer; a design in which that never ends is cut off. */
const MAX_ROUNDS = 8

/**
 * Executes a run: the plan's operations, then month by month the payments and the reactions to them, then compares
 * what the API's books say with the forecast. Everything that touches the world is a remembered step, so that the
 * next process goes on where this one died.
 */
export async function runPlan(context: RunContext, run: RunRecord, start: ReactionStarter): Promise<void> {
  await renewEndpoints(context, run)
  const end = await play(context, run, start)
  await DBOS.runStep(() => conclude(context, run, end), { name: 'end' })
}

async function play(context: RunContext, run: RunRecord, start: ReactionStarter): Promise<PartEnd> {
  const { plan, settings } = run
  const { script, scenario } = settings
  const made = plan.operations.filter(({ id }) => !script.leftOut.includes(id))
  const all = withCard(atOnce(made), script.firstCard)
  const [operations, putOff] = setUpOf(all, script.putOff)
  const setUp = await DBOS.runStep(() => executeAll(context, placeOf(run), operations), { name: 'set up' })
  if (setUp.state !== 'done') return setUp
  context.endpoints.listen(run.id)
  const playing: Playing = { context, run, start, putOff, clockAt: plan.clock?.startsAt ?? 0 }
  for (let month = 1; month <= scenario.months; month += 1) {
    const end = await playMonth(playing, month)
    if (end.state !== 'done') return end
  }
  return DBOS.runStep(() => compare(context, run), { name: 'reconcile' })
}

/** A run under way. `clockAt` is where its test clock stands, seconds since 1970. */
type Playing = {
  readonly context: RunContext
  readonly run: RunRecord
  readonly start: ReactionStarter
  /** Calls of the set-up that wait for month 1 to be paid. */
  readonly putOff: readonly Operation[]
  clockAt: number
}

type Part = () => Promise<PartEnd>

/**
 * Plays a month: what the scenario prepares, the payment with everything that follows, and what happens then, day by day.
 * Without a clock nothing is paid again, and later months only bring what was to come days after the one payment.
 */
async function playMonth(playing: Playing, month: number): Promise<PartEnd> {
  const { context, run, start } = playing
  const isPaid = month === 1 || run.plan.clock !== null
  const stages = run.settings.script.stages.filter(stage => stage.month === month)
  const before = stages.filter(({ when }) => when === 'before')
  const parts: Part[] = [
    ...before.map(stage => () => playStage(playing, stage)),
    ...(isPaid ? [() => bringAbout(playing, month), () => settle(context, run, start)] : []),
    ...momentsOf(playing, month, stages).flatMap(({ days, part }) => [
      () => (days === 0 ? Promise.resolve(DONE) : advance(playing, month, days)),
      part,
      () => settle(context, run, start),
    ]),
  ]
  for (const part of parts) {
    const end = await part()
    if (end.state !== 'done') return end
  }
  return DONE
}

/** What happens in a month after its payment, in order of days; on one day incidents come first. */
const momentsOf = (
  playing: Playing,
  month: number,
  stages: readonly Stage[],
): readonly { readonly days: number; readonly part: Part }[] => {
  const after = stages
    .filter(({ when }) => when === 'after')
    .map(stage => ({ days: stage.days, part: () => playStage(playing, stage) }))
  const due = releasesIn(playing.run, month).map(one => ({
    days: one.daysAfter,
    part: () => playRelease(playing, one),
  }))
  return [...after, ...due].toSorted((a, b) => a.days - b.days)
}

/** Month 1 is paid with the set-up, unless a trial or the scenario puts it off; later months come with the clock. */
async function bringAbout(playing: Playing, month: number): Promise<PartEnd> {
  const { context, run, putOff } = playing
  if (month === 1 && putOff.length > 0) {
    const name = 'what was put off'
    const made = await DBOS.runStep(() => executeAll(context, placeOf(run), putOff), { name })
    if (made.state !== 'done') return made
  }
  return month === 1 && run.settings.script.firstPaymentAt === null ? DONE : advance(playing, month, 0)
}

const playStage = ({ context, run }: Playing, { month, when, operations }: Stage): Promise<PartEnd> =>
  DBOS.runStep(() => executeAll(context, placeOf(run), operations), {
    name: `${when} month ${String(month)}`,
  })

const playRelease = ({ context, run }: Playing, due: Release): Promise<PartEnd> =>
  DBOS.runStep(() => release(context, run, due), {
    name: `release month ${String(due.paidIn)} after ${String(due.waitDays)} days`,
  })

/** Brings the clock to so many days after the payment of a month. */
async function advance(playing: Playing, month: number, days: number): Promise<PartEnd> {
  const { context, run } = playing
  const { plan } = run
  if (plan.clock === null) return DONE
  const first = run.settings.script.firstPaymentAt ?? plan.clock.startsAt
  const target = clockTarget(first, month) + days * DAY
  for (const to of clockStops(plan, playing.clockAt, target)) {
    const operations = clockOperations(plan, plan.clock, to)
    const move = async (): Promise<PartEnd> => {
      const moved = await executeAll(context, placeOf(run), operations)
      if (moved.state === 'done') await tellAdvance(context, run, { to, month })
      return moved
    }
    const advanced = await DBOS.runStep(move, { name: `clock ${String(to)}` })
    if (advanced.state !== 'done') return advanced
    playing.clockAt = to
  }
  return DONE
}

const DAY = 86_400

/** What is made at once, and what waits for month 1 to be paid. */
function setUpOf(
  operations: readonly Operation[],
  putOff: readonly OperationId[],
): [Operation[], Operation[]] {
  const waits = ({ id }: Operation): boolean => putOff.includes(id)
  return [operations.filter(operation => !waits(operation)), operations.filter(waits)]
}

/** The set-up with another test card in the hand of whoever pays. */
function withCard(operations: readonly Operation[], first: FirstCard | null): readonly Operation[] {
  if (first === null) return operations
  const { card, operation: only } = first
  const isCard = (value: unknown): boolean => typeof value === 'string' && value.startsWith('pm_card_')
  return operations.map(operation => {
    if (operation.id === only) return { ...operation, params: { ...operation.params, payment_method: card } }
    return only === null && operation.call === 'paymentMethods.attach' && isCard(operation.target)
      ? { ...operation, target: card }
      : operation
  })
}

/** Waits for the reactions to everything that has happened so far. */
async function settle(context: RunContext, run: RunRecord, start: ReactionStarter): Promise<PartEnd> {
  const seen = new Set<string>()
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await DBOS.runStep(() => findTriggers(context, run), { name: 'find what happened' })
    if (found.state !== 'found') return found
    const fresh = found.triggers.filter(({ reaction, object }) => !seen.has(`${reaction} ${object}`))
    if (fresh.length === 0) return DONE
    const early = fresh.filter(({ late }) => !late)
    const next = early.length > 0 ? early : fresh
    for (const { reaction, object } of next) seen.add(`${reaction} ${object}`)
    const handles = []
    for (const trigger of next) handles.push(await start(run.id, trigger))
    const ends: PartEnd[] = []
    for (const handle of handles) ends.push(await handle.end())
    const bad = ends.find(end => end.state !== 'done')
    if (bad !== undefined) return bad
  }
  return DONE
}

async function tellAdvance(
  context: RunContext,
  run: RunRecord,
  { to, month }: { to: number; month: number },
): Promise<void> {
  const event = { type: 'clock.advanced', to: new Date(to * 1000).toISOString(), month } as const
  await context.runs.tell(run.id, [event])
}

async function compare(context: RunContext, run: RunRecord): Promise<PartEnd> {
  const seen = await observe(context, run)
  if (seen.state !== 'seen') return seen
  const result = reconcile(run.settings.entries, seen.transactions, seen.strangers)
  await context.runs.change(run.id, ['running'], {
    change: { observed: seen.ledger, reconciliation: result },
    events: [{ type: 'run.reconciled', result }],
  })
  return DONE
}

const NOT_RECONCILED =
  'Everything was executed, but the API’s books differ from the forecast. The rows that differ name the probable cause.'

async function conclude(context: RunContext, run: RunRecord, end: PartEnd): Promise<void> {
  if (end.state === 'stopped') return
  if (end.state === 'unreachable') {
    const reason = `${end.message} Resume the run when it answers again, to go on from here.`
    await context.runs.change(run.id, ['running'], {
      change: { status: 'paused', reason },
      events: [{ type: 'run.paused', reason }],
    })
    return
  }
  if (end.state === 'failed') {
    const reason = end.message
    await context.runs.change(run.id, ['running'], {
      change: { status: 'failed', reason },
      events: [{ type: 'run.finished', outcome: 'failed', reason }],
    })
    return
  }
  const reconciled = (await context.runs.read(run.id))?.reconciliation?.reconciled === true
  const reason = reconciled ? {} : { reason: NOT_RECONCILED }
  await context.runs.change(run.id, ['running'], {
    change: { status: 'succeeded', reason: null, ...reason },
    events: [{ type: 'run.finished', outcome: 'succeeded', ...reason }],
  })
}
