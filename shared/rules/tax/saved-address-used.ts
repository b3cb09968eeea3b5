import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'

const returning = (customerUpdateAddress: boolean) =>
  shop({
    blocks: {
      cus: ['customer', { country: 'US' }],
      vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'] }],
    },
    with: ['cus.customer -> page.customer', 'vat.tax -> page.tax'],
    set: { page: { customerUpdateAddress }, fee: { taxBehavior: 'exclusive' } },
  })
/** Checkout taxes where the customer says. */
export const savedAddressUsed = blockRule({
  id: 'tax/saved-address-used',
  severity: 'warning',
  needs: 'events',
  on: ['checkout-session'],
  docs: {
    title: 'Checkout taxes where the customer says',
    why: "Checkout taxes the customer's saved address unless told to update it.",
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [{ name: 'the address is updated', graph: returning(true) }],
  invalid: [
    {
      name: 'the saved one is used',
      graph: returning(false),
      reports: [
        {
          message:
            '“page” taxes “cus” by the saved address, whatever they type, found the update of the address off',
          location: atField('page', 'customerUpdateAddress'),
        },
      ],
    },
  ],
  *check(page, flow) {
    const [customer] = flow.into(page, 'customer')
    if (!customer || page.props.customerUpdateAddress || !taxOf(flow, page).automatic) return
    yield found(
      atField(page.id, 'customerUpdateAddress'),
      `${quoted(page)} taxes ${quoted(customer)} by the saved address, whatever they type, found the update of the address off`,
      [setProps('Update the address', page, { customerUpdateAddress: true })],
    )
  },
})
