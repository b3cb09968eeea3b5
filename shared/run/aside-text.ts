import type { Aside, Reconciliation } from './reconciliation.ts'

/** Other runs that are named one by one; more are only counted. */
const NAMED = 3

const sum = (parts: readonly Aside[]): number => parts.reduce((count, part) => count + part.count, 0)

/** What a reconciliation set aside, in one sentence; null when there was nothing. */
export const asideText = ({ aside = [] }: Reconciliation): string | null => {
  const runs = aside.filter(part => part.of === 'run')
  const banks = sum(aside.filter(part => part.of === 'bank'))
  const parts = [
    ...(runs.length > NAMED
      ? [`${sum(runs)} of ${runs.length} other runs`]
      : runs.map(({ count, run }) => `${count} of ${run ?? 'another run'}`)),
    ...(banks > 0 ? [`${banks} between a balance and its bank`] : []),
  ]
  return parts.length === 0 ? null : `Balance transactions set aside: ${parts.join(', ')}.`
}
