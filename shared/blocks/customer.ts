import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { choice, number, type PropsOf, text, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { Param, Ref } from '#shared/flow/parameters.ts'
import { legacyDiscountField } from '#shared/flow/payment-fields.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'
import { filled, said, unless } from '#shared/flow/said.ts'

const fields = {
  email: text({
    title: 'Email',
    help: 'Receipts and invoices go here; no mail is sent in test mode.',
    parameter: 'email',
    maxLength: 512,
    initial: 'dana@example.com',
  }),
  name: text({
    title: 'Name',
    help: 'Full name, as on invoices. The label is used when empty.',
    parameter: 'name',
    maxLength: 256,
  }),
  country: text({
    title: 'Country',
    help: 'Two letters. Decides tax and whether a card is international.',
    parameter: 'address.country',
    maxLength: 2,
  }),
  line1: text({
    title: 'Street',
    help: 'First line of the address.',
    parameter: 'address.line1',
    maxLength: 200,
    advanced: true,
  }),
  city: text({
    title: 'City',
    help: 'Town of the address.',
    parameter: 'address.city',
    maxLength: 100,
    advanced: true,
  }),
  state: text({
    title: 'State',
    help: 'State, county or province.',
    parameter: 'address.state',
    maxLength: 100,
    advanced: true,
  }),
  postalCode: text({
    title: 'Postal code',
    help: 'Enough for tax in the United States.',
    parameter: 'address.postal_code',
    maxLength: 20,
    advanced: true,
  }),
  taxExempt: choice({
    title: 'Tax status',
    help: 'Exempt customers pay no tax; reverse moves it to them.',
    parameter: 'tax_exempt',
    initial: 'none',
    choices: [
      { value: 'none', label: 'Taxed' },
      { value: 'exempt', label: 'Exempt' },
      { value: 'reverse', label: 'Reverse charge' },
    ],
    advanced: true,
  }),
  balance: number({
    title: 'Balance',
    help: 'Minor units. Negative is credit that the next invoice uses up.',
    parameter: 'balance',
    initial: 0,
    advanced: true,
  }),
  business: toggle({
    title: 'A business',
    help: 'Cross-border sales to businesses need their tax id.',
    initial: false,
    advanced: true,
  }),
  legacyDiscount: legacyDiscountField,
  representAs: choice({
    title: 'Kept as',
    help: 'A v2 account with customer configuration lets one identity pay and be paid.',
    initial: 'customer',
    choices: [
      { value: 'customer', label: 'Customer' },
      { value: 'account_v2', label: 'v2 account' },
    ],
    advanced: true,
  }),
}

type Props = PropsOf<typeof fields>

const addressOf = ({ country, line1, city, state, postalCode }: Props): Record<string, Param> =>
  said({
    country: filled(country),
    line1: filled(line1),
    city: filled(city),
    state: filled(state),
    postal_code: filled(postalCode),
  })

/** One identity that may both pay and be paid: a v2 account with customer configuration. */
const createAccount = ({ label, props }: Block<string, Props>, context: CompileContext): Ref =>
  context.call(
    'v2.core.accounts.create',
    said({
      contact_email: filled(props.email),
      display_name: props.name || label,
      identity: props.country ? { country: props.country.toLowerCase() } : undefined,
      configuration: { customer: {} },
    }),
  )

const createCustomer = ({ label, props }: Block<string, Props>, context: CompileContext): Ref => {
  const address = addressOf(props)
  return context.call(
    'customers.create',
    said({
      name: props.name || label,
      email: filled(props.email),
      address: Object.keys(address).length > 0 ? address : undefined,
      tax_exempt: unless(props.taxExempt, 'none'),
      balance: unless(props.balance, 0),
      test_clock: context.ref('test-clock') ?? undefined,
    }),
  )
}

/** Who pays. */
export const customer = defineBlock({
  kind: 'customer',
  title: 'Customer',
  summary: 'The person or business that pays.',
  icon: 'user',
  docs: {
    body: 'A customer keeps name, address, saved payment methods, tax status and credit balance, and ties subscriptions and invoices together. Attach a test clock when the customer is created: it cannot be added later.',
    source: 'https://docs.stripe.com/api/customers',
  },
  category: 'customer',
  personas: ['A', 'P', 'O'],
  keywords: ['payer', 'buyer', 'who pays', 'subscriber'],
  events: ['customer.created', 'customer.updated', 'customer.deleted', 'payment_method.attached'],
  size: 'standard',
  fields,
  ports: [refIn('test-clock', 'Test clock'), refOut('customer', 'Customer')],
  facts: block => block.props.email,
  account: block => `customer:${block.id}`,
  compile(block, context) {
    const asAccount = block.props.representAs === 'account_v2' && context.mode === 'attended'
    context.give('customer', asAccount ? createAccount(block, context) : createCustomer(block, context))
  },
})
