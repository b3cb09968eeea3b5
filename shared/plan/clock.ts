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
