import { feesOf } from '#shared/check/application-fees.ts'
import { single } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** No fee is left out, not sent as zero. */
export const applicationFeeZero = blockRule({
  id: 'connect/application-fee-zero',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'No fee is left out, not sent as zero',
    why: 'Leave the parameter out instead of sending zero.',
    source: 'practice',
  },
  valid: [{ name: 'no fee', graph: single() }],
  invalid: [
    {
      name: 'a fee of zero',
      graph: single({ set: { plan: { applicationFeePercent: 0 } } }),
      reports: [
        {
          message: '“plan” sends an application fee of nothing, found 0 %',
          location: atField('plan', 'applicationFeePercent'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    for (const fee of feesOf(flow, payment))
      if (fee.value === 0)
        yield found(
          fee.location,
          `${quoted(payment)} sends an application fee of nothing, found ${fee.text}`,
          [fee.remove],
        )
  },
})
