import type { Incident } from '#shared/flow/document.ts'
import type { Offer } from './lifecycle.ts'

/** No month is shorter: that many days after a payment the next one may have been made. */
const SHORTEST_MONTH = 28

/** A scenario that ends with the month in which its last incident happens. */
export const offer = (id: string, title: string, incidents: readonly Incident[]): Offer => ({
  id,
  scenario: {
    title,
    months: Math.max(1, ...incidents.map(({ month, day = 0 }) => month + Math.floor(day / SHORTEST_MONTH))),
    seed: 1,
    volumes: {},
    incidents,
  },
})
