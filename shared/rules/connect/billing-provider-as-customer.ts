import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { accountNames, isPayment } from '#shared/check/money-path.ts'
import { perPlaceKept } from '#shared/check/per-flow.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { textOf } from '#shared/flow/read-props.ts'

const billedTo = (label: string, representAs = 'customer') =>
  bundle({
    blocks: { shop: ['customer', { email: 'a@example.com', representAs }, { label }], due: ['invoice'] },
    with: ['shop.customer -> due.customer'],
  })
/** Whether a customer has the name of a v2 account. */
const isAccountToo = perPlaceKept((flow, id): boolean => {
  const customer = flow.block(id)
  const names = [customer?.label ?? '', textOf(customer, 'name')].map(name => name.trim().toLowerCase())
  return names.some(name => name !== '' && accountNames(flow).has(name))
})
/** A provider that pays the platform stays one account. */
export const billingProviderAsCustomer = blockRule({
  id: 'connect/billing-provider-as-customer',
  severity: 'info',
  needs: 'graph',
  on: ['customer'],
  docs: {
    title: 'A provider that pays the platform stays one account',
    why: 'V2 accounts take a customer configuration, pass `customer_account`.',
    source: 'github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [
    { name: 'another business', graph: billedTo('Somebody') },
    { name: 'the account itself', graph: billedTo('A', 'account_v2') },
  ],
  invalid: [
    {
      name: 'a second record of the provider',
      graph: billedTo('A'),
      reports: [
        {
          message:
            '“A” is billed as a customer although it is a connected account already, found a customer record beside it',
          location: atField('shop', 'representAs'),
        },
      ],
    },
  ],
  *check(customer, flow) {
    if (customer.props.representAs !== 'customer') return
    if (!isAccountToo(flow, customer.id) || !flow.outOf(customer, 'customer').some(isPayment)) return
    yield found(
      atField(customer.id, 'representAs'),
      `${quoted(customer)} is billed as a customer although it is a connected account already, found a customer record beside it`,
      [setProps('Bill the v2 account', customer, { representAs: 'account_v2' })],
    )
  },
})
