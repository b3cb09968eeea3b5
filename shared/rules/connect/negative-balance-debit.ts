import { bundle, type Change } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const none: Change = {
  blocks: { out: ['payout'] },
  with: ['A.money-out -> out.money-in'],
  set: { A: { dashboard: 'none' } },
}
/** It is decided whether Stripe may debit a provider's bank. */
export const negativeBalanceDebit = blockRule({
  id: 'connect/negative-balance-debit',
  severity: 'info',
  needs: 'graph',
  on: ['payout'],
  docs: {
    title: "It is decided whether Stripe may debit a provider's bank",
    why: 'Default false there: Stripe will not pull from the bank.',
    source: 'Stripe API reference: BalanceSettings.debit_negative_balances',
  },
  valid: [
    {
      name: 'decided',
      graph: bundle({ ...none, set: { ...none.set, out: { debitNegativeBalances: 'no' } } }),
    },
    { name: 'an account whose requirements Stripe collects', graph: bundle({ ...none, set: {} }) },
  ],
  invalid: [
    {
      name: 'not decided',
      graph: bundle(none),
      reports: [
        {
          message:
            '“out” does not say whether Stripe may take what “A” owes from its bank, found no decision',
          location: atField('out', 'debitNegativeBalances'),
        },
      ],
    },
  ],
  *check(payout, flow) {
    if (payout.props.debitNegativeBalances !== undefined) return
    const account = sources(flow, payout, 'connected-account').find(({ props }) => props.dashboard === 'none')
    if (!account) return
    yield found(
      atField(payout.id, 'debitNegativeBalances'),
      `${quoted(payout)} does not say whether Stripe may take what ${quoted(account)} owes from its bank, found no decision`,
      [setProps('Let Stripe take it', payout, { debitNegativeBalances: 'yes' })],
    )
  },
})
