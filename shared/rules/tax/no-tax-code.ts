import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'
import { GENERAL_TAX_CODES } from '#shared/facts/tax-codes.ts'

const coded = (taxCode: string) =>
  single({
    blocks: { vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'] }] },
    with: ['vat.tax -> plan.tax'],
    set: { cus: { country: 'US' }, fee: { taxBehavior: 'exclusive' }, app: { taxCode } },
  })
/** A taxed product has its code. */
export const noTaxCode = blockRule({
  id: 'tax/no-tax-code',
  severity: 'warning',
  needs: 'events',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A taxed product has its code',
    why: "Stripe falls back to the account's preset code.",
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [{ name: 'a code', graph: coded('txcd_10103001') }],
  invalid: [
    {
      name: 'none',
      graph: coded(''),
      reports: [
        {
          message: "“app” is taxed by the account's preset, found no tax code",
          location: atField('app', 'taxCode'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    if (!taxOf(flow, payment).automatic) return
    const products = new Set(pricesOf(flow, payment).flatMap(price => sources(flow, price, 'product')))
    for (const product of products)
      if (product.props.taxCode === '')
        yield found(
          atField(product.id, 'taxCode'),
          `${quoted(product)} is taxed by the account's preset, found no tax code`,
          GENERAL_TAX_CODES.map(({ code, name }) => ({
            ...setProps(`Tax it as ${name} in general`, product, { taxCode: code }),
            preferred: false,
          })),
        )
  },
})
