import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { isPaidByPlatform } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** The platform carries the losses of what it charges. */
export const lossesStripeNonDirect = blockRule({
  id: 'connect/losses-stripe-non-direct',
  severity: 'warning',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'The platform carries the losses of what it charges',
    why: "Refunds and disputes debit the platform anyway; Stripe's guide blocks the pair.",
    source: 'github.com/stripe/ai, connect-recommend; https://docs.stripe.com/connect/charges',
  },
  valid: [{ name: 'the platform carries them', graph: bundle() }],
  invalid: [
    {
      name: 'Stripe carries them',
      graph: bundle({ set: { A: { dashboard: 'full', losses: 'stripe', fees: 'stripe' } } }),
      reports: [
        {
          message:
            "“A” is paid out of the platform's charges, whose losses the platform has anyway, found losses carried by Stripe",
          location: atField('A', 'losses'),
        },
      ],
    },
  ],
  *check(account, flow) {
    if (account.props.losses !== 'stripe' || !isPaidByPlatform(flow, account)) return
    yield found(
      atField(account.id, 'losses'),
      `${quoted(account)} is paid out of the platform's charges, whose losses the platform has anyway, found losses carried by Stripe`,
      [
        setProps('Let the platform carry losses and fees', account, {
          losses: 'application',
          fees: 'application',
        }),
      ],
    )
  },
})
