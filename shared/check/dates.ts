const DAY = 86_400_000

/** Days from the start of a day (ISO date) to a moment (ISO 8601); negative when it has passed. */
export const daysAhead = (today: string, moment: string): number =>
  (Date.parse(moment) - Date.parse(`${today.slice(0, 10)}T00:00:00Z`)) / DAY
