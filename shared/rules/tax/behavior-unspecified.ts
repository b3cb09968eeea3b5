import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'

const taxed = (taxBehavior: string) =>
  single({
    blocks: { vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'] }] },
    with: ['vat.tax -> plan.tax'],
    set: { cus: { country: 'US' }, fee: { taxBehavior } },
  })
/** A taxed price says whether tax is inside. */
export const behaviorUnspecified = blockRule({
  id: 'tax/behavior-unspecified',
  severity: 'error',
  needs: 'events',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A taxed price says whether tax is inside',
    why: 'Unspecified behaviour cannot join an automatic-tax invoice.',
    source: 'Stripe API reference: invoices.create automatic_tax',
  },
  valid: [{ name: 'added on top', graph: taxed('exclusive') }],
  invalid: [
    {
      name: 'not said',
      graph: taxed('unspecified'),
      reports: [
        {
          message:
            '“fee” does not say whether tax is inside, and “plan” is taxed automatically, found “Not said”',
          location: atField('fee', 'taxBehavior'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    if (!taxOf(flow, payment).automatic) return
    for (const price of pricesOf(flow, payment))
      if (price.props.taxBehavior === 'unspecified')
        yield found(
          atField(price.id, 'taxBehavior'),
          `${quoted(price)} does not say whether tax is inside, and ${quoted(payment)} is taxed automatically, found “Not said”`,
          [setProps('Add it on top', price, { taxBehavior: 'exclusive' })],
        )
  },
})
