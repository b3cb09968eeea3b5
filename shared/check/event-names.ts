import { SNAPSHOT_EVENTS, THIN_EVENTS } from '#shared/facts/events.ts'

/** What a snapshot endpoint may name; v2 events on it are a matter of their own. */
export const SNAPSHOT_OR_V2: ReadonlySet<string> = new Set([
  ...SNAPSHOT_EVENTS,
  ...[...THIN_EVENTS].filter(name => name.startsWith('v2.')),
])

/** Every event that a handler may name. */
export const ANY_EVENT: ReadonlySet<string> = new Set([...SNAPSHOT_EVENTS, ...THIN_EVENTS])
