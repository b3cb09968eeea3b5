const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

const WEEK_MS = 6 * 24 * 3600 * 1000

/** When something happened, as short as it can be said: 14:32 today, Fri this week, 3 Nov before. */
export const runTime = (iso: string, now: Date): string => {
  const then = new Date(iso)
  if (then.toDateString() === now.toDateString()) return time.format(then)
  return now.getTime() - then.getTime() < WEEK_MS ? weekday.format(then) : day.format(then)
}
