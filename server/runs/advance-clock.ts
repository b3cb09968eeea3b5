import { operationId } from '#shared/flow/ids.ts'
import type { Operation, Plan, PlanClock } from '#shared/plan/plan.ts'
import { readPath } from '#shared/plan/read-path.ts'

const DAY = 86_400
const INTERVAL_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 28, year: 365 }

/** Stripe lets a clock go at most two intervals of its shortest subscription at once. */
function longestAdvance(plan: Plan): number {
  const intervals = plan.operations
    .filter(({ call }) => call === 'prices.create')
    .map(({ params }) => {
      const interval = readPath(params, 'recurring.interval')
      const count = readPath(params, 'recurring.interval_count')
      const days = typeof interval === 'string' ? INTERVAL_DAYS[interval] : undefined
      return days === undefined ? Number.POSITIVE_INFINITY : days * (typeof count === 'number' ? count : 1)
    })
  return Math.min(...intervals, 365) * 2 * DAY
}

/** Times to which a clock goes, one after the other, from where it stands to a target. Seconds since 1970. */
export function clockStops(plan: Plan, from: number, target: number): number[] {
  if (target <= from) return []
  const step = longestAdvance(plan)
  const stops: number[] = []
  let at = from
  while (target - at > step) {
    at += step
    stops.push(at)
  }
  return [...stops, target]
}

/** The calls that bring a clock to a time: advance, then ask until it is ready. */
export function clockOperations(plan: Plan, clock: PlanClock, to: number): readonly Operation[] {
  const block = plan.operations.find(({ id }) => id === clock.operation)?.block
  if (block === undefined) throw new Error(`the plan has no operation ${clock.operation}`)
  const when = new Date(to * 1000).toISOString().slice(0, 16).replace('T', ' ')
  const target = { $ref: clock.operation, path: 'id' }
  const advance = operationId(`${block}.advance-${String(to)}`)
  const shared = { block, target, keyValues: {} }
  return [
    {
      ...shared,
      id: advance,
      call: 'testHelpers.testClocks.advance',
      title: `Advance the clock to ${when} UTC`,
      params: { frozen_time: to },
      dependsOn: [],
      idempotencyKey: `clock:${String(to)}`,
    },
    {
      ...shared,
      id: operationId(`${block}.ready-${String(to)}`),
      call: 'testHelpers.testClocks.retrieve',
      title: `Wait until the clock is ready`,
      params: {},
      until: { path: 'status', equals: 'ready' },
      dependsOn: [advance],
      idempotencyKey: `clock-ready:${String(to)}`,
    },
  ]
}
