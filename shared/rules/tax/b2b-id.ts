import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'

const business = (taxIdCollection: boolean) =>
  shop({
    blocks: {
      cus: ['customer', { country: 'DE', business: true }],
      vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['DE'] }],
    },
    with: ['cus.customer -> page.customer', 'vat.tax -> page.tax'],
    set: { page: { taxIdCollection }, fee: { taxBehavior: 'exclusive' } },
  })
/** Businesses give their tax id. */
export const b2bId = blockRule({
  id: 'tax/b2b-id',
  severity: 'info',
  needs: 'events',
  on: ['checkout-session'],
  docs: {
    title: 'Businesses give their tax id',
    why: 'Without a valid tax id a cross-border business sale is taxed as consumer.',
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [{ name: 'asked for', graph: business(true) }],
  invalid: [
    {
      name: 'not asked for',
      graph: business(false),
      reports: [
        {
          message: '“page” sells to “cus”, a business, and taxes it as a consumer, found no tax id',
          location: atField('page', 'taxIdCollection'),
        },
      ],
    },
  ],
  *check(page, flow) {
    const customer = sources(flow, page, 'customer').find(({ props }) => props.business)
    if (!customer || page.props.taxIdCollection || !taxOf(flow, page).automatic) return
    yield found(
      atField(page.id, 'taxIdCollection'),
      `${quoted(page)} sells to ${quoted(customer)}, a business, and taxes it as a consumer, found no tax id`,
      [setProps('Ask for the tax id', page, { taxIdCollection: true })],
    )
  },
})
