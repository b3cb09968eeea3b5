import { DBOS } from '@dbos-inc/dbos-sdk'
import type { OperationId } from '#shared/flow/ids.ts'
import type { FirstCard, Stage } from '#shared/lifecycles/incident-calls.ts'
import { clockTarget } from '#shared/plan/clock.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { clockOperations, clockStops } from './advance-clock.ts'
import { compare, conclude } from './conclude.ts'
import { DONE, executeAll, type PartEnd } from './execute-all.ts'
import { placeOf } from './execute-operation.ts'
import { type FoundTriggers, findTriggers, type Trigger } from './find-triggers.ts'
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
  // Killed between the last word of a run and the engine's note of it: there is nothing left to be done.
  if (run.status !== 'running') return
  await renewEndpoints(context, run)
  const end = await play(context, run, start)
  if (end.state === 'concluded') return
  await DBOS.runStep(() => conclude(context, run, end), { name: 'end' })
}

/** How the playing of a run ended; `concluded` = that is on record already. */
type PlayEnd = PartEnd | { readonly state: 'concluded' }

async function play(context: RunContext, run: RunRecord, start: ReactionStarter): Promise<PlayEnd> {
  const { plan, settings } = run
  const { script, scenario } = settings
  const made = plan.operations.filter(({ id }) => !script.leftOut.includes(id))
  const all = withCard(atOnce(made), script.firstCard)
  const [operations, putOff] = setUpOf(all, script.putOff)
  const playing: Playing = { context, run, start, putOff, clockAt: plan.clock?.startsAt ?? 0, found: null }
  const isBefore = script.stages.some(({ month, when }) => month === 1 && when === 'before')
  const setUp = await step(playing, {
    name: 'set up',
    work: () => executeAll(context, placeOf(run), operations),
    looks: !isBefore && putOff.length === 0 && script.firstPaymentAt === null,
  })
  if (setUp.state !== 'done') return setUp
  context.endpoints.listen(run.id)
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
  /** What a step has found at its end, and nobody has reacted to yet. */
  found: FoundTriggers | null
}

type Part = () => Promise<PlayEnd>

/** A step of a run. `looks` = when it is done it also looks for what has happened: each step costs the engine's own records. */
type Step = { readonly name: string; readonly work: () => Promise<PartEnd>; readonly looks?: boolean }

/** Does something that the engine remembers as one. */
async function step(playing: Playing, { name, work, looks = false }: Step): Promise<PartEnd> {
  const { context, run } = playing
  const looking = async (): Promise<PartEnd | FoundTriggers> => {
    const end = await work()
    return looks && end.state === 'done' ? findTriggers(context, run) : end
  }
  const end = await DBOS.runStep(looking, { name })
  if (end.state !== 'found') return end
  playing.found = end
  return DONE
}

/**
 * Plays a month: what the scenario prepares, the payment with everything that follows, and what happens then, day by day.
 * Without a clock nothing is paid again, and later months only bring what was to come days after the one payment.
 */
async function playMonth(playing: Playing, month: number): Promise<PlayEnd> {
  const { run } = playing
  const isPaid = month === 1 || run.plan.clock !== null
  const isLast = month === run.settings.scenario.months
  const stages = run.settings.script.stages.filter(stage => stage.month === month)
  const before = stages.filter(({ when }) => when === 'before')
  const moments = momentsOf(playing, month, stages)
  const parts: Part[] = [
    ...before.map(stage => () => playStage(playing, stage)),
    ...(isPaid
      ? [() => bringAbout(playing, month), () => settle(playing, isLast && moments.length === 0)]
      : []),
    ...moments.flatMap(({ days, part }, index): Part[] => [
      () => (days === 0 ? Promise.resolve(DONE) : advance(playing, { month, days })),
      part,
      () => settle(playing, isLast && index === moments.length - 1),
    ]),
  ]
  for (const part of parts) {
    const end = await part()
    if (end.state !== 'done') return end
  }
  return DONE
}

/** What happens in a month after its payment, in order of days; on one day what is paid comes first, then incidents. */
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
  const last = playing.run.settings.script.between.findLast(paid => paid.month === month)
  const paid = last ? [{ days: last.daysAfter, part: () => Promise.resolve(DONE) }] : []
  return [...paid, ...after, ...due].toSorted((a, b) => a.days - b.days)
}

/** Month 1 is paid with the set-up, unless a trial or the scenario puts it off; later months come with the clock. */
async function bringAbout(playing: Playing, month: number): Promise<PartEnd> {
  const { context, run, putOff } = playing
  const isPaidNow = month === 1 && run.settings.script.firstPaymentAt === null
  if (month === 1 && putOff.length > 0) {
    const work = () => executeAll(context, placeOf(run), putOff)
    const made = await step(playing, { name: 'what was put off', work, looks: isPaidNow })
    if (made.state !== 'done') return made
  }
  return isPaidNow ? DONE : advance(playing, { month, days: 0, looks: true })
}

const playStage = (playing: Playing, { month, when, operations }: Stage): Promise<PartEnd> =>
  step(playing, {
    name: `${when} month ${String(month)}`,
    work: () => executeAll(playing.context, placeOf(playing.run), operations),
    looks: when === 'after',
  })

const playRelease = (playing: Playing, due: Release): Promise<PartEnd> =>
  step(playing, {
    name: nameOf(due),
    work: () => release(playing.context, playing.run, due),
    looks: true,
  })

/** What the engine remembers a release by. */
const nameOf = ({ paid: { month, daysAfter }, waitDays }: Release): string =>
  `release month ${String(month)}${daysAfter > 0 ? ` day ${String(daysAfter)}` : ''} after ${String(waitDays)} days`

type Advance = { readonly month: number; readonly days: number; readonly looks?: boolean }

/** Brings the clock to so many days after the payment of a month. */
async function advance(playing: Playing, { month, days, looks = false }: Advance): Promise<PartEnd> {
  const { context, run } = playing
  const { plan } = run
  if (plan.clock === null) return DONE
  const first = run.settings.script.firstPaymentAt ?? plan.clock.startsAt
  const target = clockTarget(first, month) + days * DAY
  const stops = clockStops(plan, playing.clockAt, target)
  for (const to of stops) {
    const operations = clockOperations(plan, plan.clock, to)
    const work = async (): Promise<PartEnd> => {
      const moved = await executeAll(context, placeOf(run), operations)
      if (moved.state === 'done') await tellAdvance(context, run, { to, month })
      return moved
    }
    const isThere = looks && to === stops.at(-1)
    const advanced = await step(playing, { name: `clock ${String(to)}`, work, looks: isThere })
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

/** Waits for the reactions to everything that has happened so far; where that is the last of a run, the run is concluded. */
async function settle(playing: Playing, isLast: boolean): Promise<PlayEnd> {
  const { run, start } = playing
  const seen = new Set<string>()
  const isFresh = ({ reaction, object }: Trigger): boolean => !seen.has(`${reaction} ${object}`)
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = playing.found ?? (await look(playing, isLast, isFresh))
    playing.found = null
    if (found.state !== 'found') return found
    const fresh = found.triggers.filter(isFresh)
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

/** Looks for what has happened. Where nothing has, at the end of a run, its books are compared and it is concluded. */
const look = (
  { context, run }: Playing,
  isLast: boolean,
  isFresh: (trigger: Trigger) => boolean,
): Promise<FoundTriggers | PlayEnd> =>
  DBOS.runStep(
    async (): Promise<FoundTriggers | PlayEnd> => {
      const found = await findTriggers(context, run)
      if (!isLast || found.state !== 'found' || found.triggers.some(isFresh)) return found
      await conclude(context, run, await compare(context, run))
      return { state: 'concluded' }
    },
    { name: 'find what happened' },
  )

async function tellAdvance(
  context: RunContext,
  run: RunRecord,
  { to, month }: { to: number; month: number },
): Promise<void> {
  const event = { type: 'clock.advanced', to: new Date(to * 1000).toISOString(), month } as const
  await context.runs.tell(run.id, [event])
}
