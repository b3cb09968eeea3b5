import { listAt, readPath } from './read-path.ts'

/** A dispute in these states holds no money: it was won or prevented, or it is an inquiry. Source: Dispute.status of the pinned version. */
const HARMLESS: ReadonlySet<unknown> = new Set([
  'won',
  'prevented',
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
])

/** Whether a payment is contested, or was lost to a dispute, as `disputes.list` answers. */
export const isContested = (disputes: unknown): boolean =>
  listAt(disputes, 'data').some(dispute => !HARMLESS.has(readPath(dispute, 'status')))
