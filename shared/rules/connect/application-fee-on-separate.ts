import { feesOf } from '#shared/check/application-fees.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** With separate charges the commission is what is not transferred. */
export const applicationFeeOnSeparate = blockRule({
  id: 'connect/application-fee-on-separate',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'With separate charges the commission is what is not transferred',
    why: 'Commission there is what you do not transfer.',
    source: 'github.com/stripe/ai, connect-recommend; github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [{ name: 'a commission of the split', graph: bundle() }],
  invalid: [
    {
      name: 'a fee beside the split',
      graph: bundle({ set: { plan: { applicationFeePercent: 10 } } }),
      reports: [
        {
          message: '“plan” is shared by transfers and takes an application fee as well, found 10 %',
          location: atField('plan', 'applicationFeePercent'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    if (chargeTypeOf(flow, payment) !== 'separate') return
    for (const fee of feesOf(flow, payment))
      yield found(
        fee.location,
        `${quoted(payment)} is shared by transfers and takes an application fee as well, found ${fee.text}`,
        [fee.remove],
      )
  },
})
