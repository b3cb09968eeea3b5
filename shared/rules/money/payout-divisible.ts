import { onPlatform } from '#shared/check/example.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'
import { formatMoney } from '#shared/money/format.ts'
import { add, type Money } from '#shared/money/money.ts'

const manual = (unitAmount: number, interval = 'manual') =>
  onPlatform(
    { country: 'HU', currency: 'huf' },
    bundle({
      blocks: { out: ['payout', { interval }] },
      with: ['A.money-out -> out.money-in'],
      set: {
        A: { country: 'HU' },
        B: { country: 'HU' },
        spl: { commissionBps: 0 },
        qA: { unitAmount },
        qB: { unitAmount: 1_000_000 },
      },
    }),
  )
/** Amounts added up by their currency: a payout empties the balance. */
const sumsOf = (amounts: readonly Money[]): readonly Money[] => {
  const sums = new Map<string, Money>()
  for (const money of amounts) {
    const before = sums.get(money.currency)
    sums.set(money.currency, before ? add(before, money) : money)
  }
  return [...sums.values()]
}
/** Forint and Taiwan dollars are paid out whole. */
export const payoutDivisible = blockRule({
  id: 'money/payout-divisible',
  severity: 'error',
  needs: 'amounts',
  on: ['payout'],
  docs: {
    title: 'Forint and Taiwan dollars are paid out whole',
    why: 'For payouts these two count as zero-decimal.',
    source: 'https://docs.stripe.com/currencies',
  },
  valid: [
    { name: 'whole forint', graph: manual(500_000) },
    { name: 'automatic payouts', graph: manual(500_050, 'daily') },
  ],
  invalid: [
    {
      name: 'half a forint',
      graph: manual(500_050),
      reports: [
        {
          message: '“out” pays out HUF 5,000.50 by hand, which must be whole, found 500050',
          location: atField('out', 'interval'),
        },
      ],
    },
  ],
  *check(payout, flow) {
    if (payout.props.interval !== 'manual') return
    for (const account of sources(flow, payout, 'connected-account'))
      for (const { amount, currency } of sumsOf(flow.amountsInto(account))) {
        if (amount % (CURRENCIES.get(currency)?.payoutStep ?? 1) === 0) continue
        yield found(
          atField(payout.id, 'interval'),
          `${quoted(payout)} pays out ${formatMoney({ amount, currency })} by hand, which must be whole, found ${amount}`,
          [setProps('Let Stripe pay out', payout, { interval: 'daily' })],
        )
      }
  },
})
