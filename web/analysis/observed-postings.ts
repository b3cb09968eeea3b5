import type { RunMessage } from '#shared/api/runs.ts'
import type { Account, Posting } from '#shared/money/posting.ts'
import type { ShownRun } from './run-store.ts'

const isAccount = (text: string): text is Account => /^(customer|balance|bank|fees|tax):/.test(text)

/** Number of the first event that names an object: the call that made it, else the webhook or reaction that is about it. */
const namings = (events: readonly RunMessage[]) => {
  const made = new Map<string, number>()
  const about = new Map<string, number>()
  for (const [index, { event }] of events.entries()) {
    if (event.type === 'operation.succeeded' && !made.has(event.objectId)) made.set(event.objectId, index)
    if ('trigger' in event && event.trigger !== undefined && !about.has(event.trigger))
      about.set(event.trigger, index)
  }
  return { made, about }
}

/**
 * The event with which each entry of a run's ledger is known, in the order of the ledger. Money that no call moved, such
 * as a charge, is known with the last webhook before what follows from it.
 */
export const knownWith = ({ ledger, events }: Pick<ShownRun, 'ledger' | 'events'>): readonly number[] => {
  const { made, about } = namings(events)
  const webhooks = events.flatMap(({ event }, index) => (event.type === 'webhook.received' ? [index] : []))
  const end = Math.max(events.length - 1, 0)
  let next = end
  const limits = ledger
    .toReversed()
    .map(({ source }) => (next = Math.min(next, made.get(source) ?? end)))
    .toReversed()
  let latest = 0
  return ledger.map(({ source }, place) => {
    const own = made.get(source)
    if (own === undefined) {
      const limit = limits[place] ?? end
      const told = about.get(source) ?? webhooks.findLast(index => index < limit) ?? limit
      latest = Math.max(latest, told)
    } else latest = Math.max(latest, own)
    return own ?? latest
  })
}

/** What a run's balance transactions say after so many events (null = at the end); accounts that are none of ours are left out. */
export const observedPostings = (
  shown: Pick<ShownRun, 'ledger' | 'events'>,
  played: number | null,
): readonly Posting[] => {
  const known = played === null ? null : knownWith(shown)
  return shown.ledger.flatMap(({ from, to, money, memo }, place) =>
    isAccount(from) && isAccount(to) && (known === null || (known[place] ?? 0) < (played ?? 0))
      ? [{ from, to, money, memo }]
      : [],
  )
}
