import { onPlatform } from '#shared/check/example.ts'
import { bundle, single } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { COUNTRIES, SEPARATE_CHARGES_COUNTRIES } from '#shared/facts/countries.ts'

/** Separate charges are offered in the platform's country. */
export const regionUnsupported = blockRule({
  id: 'connect/region-unsupported',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: "Separate charges are offered in the platform's country",
    why: 'The charge type is offered to platforms of the listed countries only.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [
    { name: 'the United States', graph: bundle() },
    { name: 'no transfers', graph: onPlatform({ country: 'IN' }, single()) },
  ],
  invalid: [
    {
      name: 'India',
      graph: onPlatform({ country: 'IN' }, bundle()),
      reports: [
        {
          message:
            '“plan” is shared by transfers, which platforms of this country are not offered, found India',
          location: atBlock('plan'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const { country } = flow.platform
    if (chargeTypeOf(flow, payment) !== 'separate' || SEPARATE_CHARGES_COUNTRIES.has(country)) return
    yield found(
      atBlock(payment.id),
      `${quoted(payment)} is shared by transfers, which platforms of this country are not offered, found ${COUNTRIES.get(country)?.name ?? country}`,
    )
  },
})
