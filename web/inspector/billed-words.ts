import type { Posting } from '#shared/money/posting.ts'

/** "Active account “Brightside”" is one of several active accounts; "Stripe Billing" stands for itself. */
const kindOf = (memo: string): string => memo.replace(/(\s+(to|of|for))?\s*“.*$/, '').trim()

const counted = (kind: string, count: number): string =>
  count === 1 ? kind : `${count} ${kind.charAt(0).toLowerCase()}${kind.slice(1)}s`

/** What the costs are for, in one phrase: "Stripe Billing, 3 active accounts and 3 payouts". */
export const billedWords = (billed: readonly Posting[]): string => {
  const counts = new Map<string, number>()
  for (const { memo } of billed) counts.set(kindOf(memo), (counts.get(kindOf(memo)) ?? 0) + 1)
  const phrases = [...counts].map(([kind, count]) => counted(kind, count))
  const last = phrases.pop()
  return phrases.length === 0 ? (last ?? '') : `${phrases.join(', ')} and ${last}`
}
