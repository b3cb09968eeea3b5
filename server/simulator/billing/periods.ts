/** A billing interval such as 3 months. */
export type Interval = {
  readonly interval: 'day' | 'week' | 'month' | 'year'
  readonly interval_count: number
}

const DAY = 86_400

/** The time (seconds) n intervals after an anchor; months keep the anchor's day as far as they have it. */
export function addIntervals(anchor: number, by: Interval, n: number): number {
  const count = by.interval_count * n
  if (by.interval === 'day') return anchor + count * DAY
  if (by.interval === 'week') return anchor + count * 7 * DAY
  const date = new Date(anchor * 1000)
  const months = date.getUTCMonth() + (by.interval === 'year' ? 12 * count : count)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate()
  const moved = Date.UTC(date.getUTCFullYear(), months, Math.min(date.getUTCDate(), lastDay))
  return moved / 1000 + (anchor % DAY)
}

/** The period that a time lies in, between two billing dates counted from the anchor. */
export function periodOf(
  anchor: number,
  by: Interval,
  at: number,
): { readonly start: number; readonly end: number } {
  let n = Math.floor((at - anchor) / lengthOf(by))
  let start = addIntervals(anchor, by, n)
  let end = addIntervals(anchor, by, n + 1)
  for (; end <= at; n += 1) [start, end] = [end, addIntervals(anchor, by, n + 2)]
  for (; start > at; n -= 1) [start, end] = [addIntervals(anchor, by, n - 1), start]
  return { start, end }
}

/** The first billing date after a time, counted from the anchor. */
export function nextBoundary(anchor: number, by: Interval, after: number): number {
  return periodOf(anchor, by, after).end
}

/** Roughly how long an interval is, in seconds: to compare intervals. */
export function lengthOf(by: Interval): number {
  return { day: 1, week: 7, month: 365 / 12, year: 365 }[by.interval] * by.interval_count * DAY
}

/** Whether an interval is so many of another: months and years go together, days and weeks do. */
export function isMultiple(long: Interval, short: Interval): boolean {
  const [a, b] = [long, short].map(unitsOf)
  return a !== undefined && b !== undefined && a.unit === b.unit && a.count % b.count === 0
}

function unitsOf({ interval, interval_count: count }: Interval): {
  readonly unit: string
  readonly count: number
} {
  if (interval === 'day' || interval === 'week')
    return { unit: 'day', count: interval === 'week' ? 7 * count : count }
  return { unit: 'month', count: interval === 'year' ? 12 * count : count }
}

/** The interval of a recurring price; a month for one that does not recur. */
export function intervalOf(price: {
  readonly recurring: { readonly interval: string; readonly interval_count: number } | null
}): Interval {
  const { interval = 'month', interval_count = 1 } = price.recurring ?? {}
  return {
    interval: interval === 'day' || interval === 'week' || interval === 'year' ? interval : 'month',
    interval_count,
  }
}

/** A part of an amount by time, rounded half away from zero. */
export function partOf(amount: number, part: number, whole: number): number {
  if (whole <= 0) return amount
  const exact = (BigInt(Math.abs(amount)) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n)
  return amount < 0 ? -Number(exact) : Number(exact)
}
