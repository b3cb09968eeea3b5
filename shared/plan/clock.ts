/** When a flow without a clock begins: 2026-01-01, so that the same flow always gives the same days. Seconds since 1970. */
export const USUAL_START = 1_767_225_600

/** Seconds in an hour: renewals are drafts for about one hour before they are charged. */
const HOUR = 3600

/** The same day `months` later in UTC, at the last day of a shorter month. Seconds since 1970. */
export const addMonths = (seconds: number, months: number): number => {
  const start = new Date(seconds * 1000)
  const target = new Date(start)
  target.setUTCDate(1)
  target.setUTCMonth(target.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(start.getUTCDate(), lastDay))
  return target.getTime() / 1000
}

/**
 * To when the clock is advanced so that the payment of a month has happened: the renewal and about an hour more, since
 * its invoice stays a draft that long. Month 1 is paid when the subscription is created. Seconds since 1970.
 */
export const clockTarget = (startsAt: number, month: number): number =>
  addMonths(startsAt, month - 1) + HOUR + 60

/** Days from the first payment to that of a month, counted from 0. */
export const dayOfMonth = (startsAt: number, month: number): number =>
  Math.round((addMonths(startsAt, month - 1) - startsAt) / 86_400)

/** Nothing is looked for later than this, whatever number a design names. */
const MOST_MONTHS = 1200

/** A day of a scenario: counted from the first payment (day 0), and as days after the payment of the month that it is in. */
export type DueDay = { readonly month: number; readonly day: number; readonly daysAfter: number }

/** When something is due that waits so many days after the payment of a month. */
export const dueAfter = (startsAt: number, month: number, waitDays: number): DueDay => {
  const day = dayOfMonth(startsAt, month) + waitDays
  let due = month
  while (due < MOST_MONTHS && dayOfMonth(startsAt, due + 1) <= day) due += 1
  return { month: due, day, daysAfter: day - dayOfMonth(startsAt, due) }
}
