import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'
import { hostedEntry, payerOf } from '#shared/flow/payment.ts'

const TAXED: Change = {
  blocks: { vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'] }] },
  with: ['vat.tax -> plan.tax'],
}
/** Whoever is taxed has an address. */
export const noAddress = blockRule({
  id: 'tax/no-address',
  severity: 'error',
  needs: 'events',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  stripeCodes: ['customer_tax_location_invalid'],
  docs: {
    title: 'Whoever is taxed has an address',
    why: 'customer_tax_location_invalid stops finalization.',
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [
    { name: 'an address', graph: single({ ...TAXED, set: { cus: { country: 'US', postalCode: '94103' } } }) },
  ],
  invalid: [
    {
      name: 'none',
      graph: single(TAXED),
      reports: [
        {
          message: '“plan” is taxed where “cus” lives, found no country',
          location: atField('cus', 'country'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    if (!taxOf(flow, payment).automatic || hostedEntry(payment, flow)) return
    const customer = payerOf(payment, flow)
    if (!isKind(customer, 'customer') || customer.props.country !== '') return
    yield found(
      atField(customer.id, 'country'),
      `${quoted(payment)} is taxed where ${quoted(customer)} lives, found no country`,
      [setProps(`Set it to ${flow.platform.country}`, customer, { country: flow.platform.country })],
    )
  },
})
