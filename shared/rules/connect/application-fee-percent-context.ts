import { single } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A fee in percent is taken on a connected account. */
export const applicationFeePercentContext = blockRule({
  id: 'connect/application-fee-percent-context',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  stripeCodes: ['application_fees_not_allowed'],
  docs: {
    title: 'A fee in percent is taken on a connected account',
    why: 'Spec demands the request be made by the platform on a connected account.',
    source: 'Stripe API reference: subscriptions.create application_fee_percent',
  },
  valid: [
    {
      name: 'on a connected account',
      graph: single({
        blocks: {
          A: ['connected-account', { role: 'merchant' }],
          plan: ['subscription', { applicationFeePercent: 10 }, { onAccount: 'A' }],
        },
      }),
    },
    {
      name: 'with a destination',
      graph: single({
        blocks: { A: ['connected-account'] },
        set: { plan: { applicationFeePercent: 10, transferData: [{ destination: 'A' }] } },
      }),
    },
  ],
  invalid: [
    {
      name: 'on the platform',
      graph: single({ set: { plan: { applicationFeePercent: 10 } } }),
      reports: [
        {
          message: '“plan” takes a fee of its own payment on the platform, found 10 %',
          location: atField('plan', 'applicationFeePercent'),
        },
      ],
    },
  ],
  *check(subscription, flow) {
    const { applicationFeePercent } = subscription.props
    if (
      applicationFeePercent === undefined ||
      applicationFeePercent === 0 ||
      chargeTypeOf(flow, subscription) !== 'platform'
    )
      return
    yield found(
      atField(subscription.id, 'applicationFeePercent'),
      `${quoted(subscription)} takes a fee of its own payment on the platform, found ${applicationFeePercent} %`,
      [clearProps('Remove the fee', subscription, 'applicationFeePercent')],
    )
  },
})
