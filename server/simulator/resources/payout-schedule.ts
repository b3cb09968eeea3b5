import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'

type Settings = NonNullable<ApiObjects['account']['settings']>
type Schedule = NonNullable<Settings['payouts']>['schedule']

/** What a request wants of a schedule. */
export type AskedSchedule = {
  readonly interval?: string
  readonly monthly_payout_days?: readonly number[]
  readonly weekly_payout_days?: readonly string[]
}

/** The values of a change that are there. */
export function given<T extends object>(values: T): { readonly [Key in keyof T]?: NonNullable<T[Key]> } {
  const present: { [Key in keyof T]?: NonNullable<T[Key]> } = {}
  Object.assign(
    present,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)),
  )
  return present
}

const INTERVALS = ['daily', 'manual', 'monthly', 'weekly']
const PAYOUT_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

/** Which days an interval pays out on: the field that says so, and what it may hold. */
const DAYS = [
  {
    field: 'weekly_payout_days',
    interval: 'weekly',
    allows: (day: string | number) => PAYOUT_DAYS.includes(String(day)),
    words: `among ${PAYOUT_DAYS.join(', ')}`,
  },
  {
    field: 'monthly_payout_days',
    interval: 'monthly',
    allows: (day: string | number) => Number(day) >= 1 && Number(day) <= 31,
    words: 'between 1 and 31',
  },
] as const

/** A schedule with what is asked of it; days belong to one interval only. */
export function scheduleWith(before: Schedule, asked: AskedSchedule, param: string): Schedule {
  const interval = asked.interval ?? before.interval
  const refuse = (name: string, message: string) => invalidRequest(message, { param: `${param}[${name}]` })
  if (!INTERVALS.includes(interval))
    throw refuse('interval', `Invalid interval: must be one of ${INTERVALS.join(', ')}`)
  const days = DAYS.map(({ field, interval: own, allows, words }) => {
    const wanted: readonly (string | number)[] | undefined = asked[field]
    if (wanted !== undefined && interval !== own)
      throw refuse(field, `${field} can only be set when interval is ${own}.`)
    if (interval !== own) return {}
    const kept = wanted ?? before[field] ?? []
    if (kept.length === 0) throw refuse(field, `You must provide ${field} when interval is ${own}.`)
    if (!kept.every(allows)) throw refuse(field, `${field} must be ${words}.`)
    return { [field]: kept }
  })
  return { delay_days: before.delay_days, interval, ...days[0], ...days[1] }
}
