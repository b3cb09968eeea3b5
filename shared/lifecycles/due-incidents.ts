import type { Incident } from '#shared/flow/document.ts'
import { type DueDay, dueAfter } from '#shared/plan/clock.ts'

/** Days after the payment of its month on which an incident happens. */
export const dayOf = ({ day = 0 }: Incident): number => day

/** When an incident happens: its day may come after the payments of later months. `startsAt` = when month 1 is paid, seconds since 1970. */
export const dueOf = (incident: Incident, startsAt: number): DueDay =>
  dueAfter(startsAt, incident.month, dayOf(incident))
