import type { Incident } from '#shared/flow/document.ts'
import type { Offer } from './lifecycle.ts'

/** A scenario that ends with the month of its last incident. */
export const offer = (id: string, title: string, incidents: readonly Incident[]): Offer => ({
  id,
  scenario: {
    title,
    months: Math.max(1, ...incidents.map(({ month }) => month)),
    seed: 1,
    volumes: {},
    incidents,
  },
})
