import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** It is decided who pays Stripe's fee. */
export const feePayerUnset = blockRule({
  id: 'money/fee-payer-unset',
  severity: 'warning',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: "It is decided who pays Stripe's fee",
    why: 'On separate/destination charges the platform pays it.',
    source: 'https://docs.stripe.com/connect/charges',
  },
  valid: [{ name: 'the platform', graph: bundle() }],
  invalid: [
    {
      name: 'nobody',
      graph: bundle({ set: { spl: { feeBearer: 'none' } } }),
      reports: [
        {
          message: '“spl” does not say who pays the processing fee, found “Not decided”',
          location: atField('spl', 'feeBearer'),
        },
      ],
    },
  ],
  *check(split) {
    if (split.props.feeBearer !== 'none') return
    yield found(
      atField(split.id, 'feeBearer'),
      `${quoted(split)} does not say who pays the processing fee, found “Not decided”`,
      [setProps('Let the platform pay it', split, { feeBearer: 'platform' })],
    )
  },
})
