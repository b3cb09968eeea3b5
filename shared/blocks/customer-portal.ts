import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { blockField, choice, optionalChoice, type PropsOf, rows, text, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { eventOut, refIn } from '#shared/flow/ports.ts'
import { filled, said, unless } from '#shared/flow/said.ts'

const fields = {
  cancel: toggle({
    title: 'May cancel',
    help: 'Customers end their subscription themselves.',
    parameter: 'features.subscription_cancel.enabled',
    initial: true,
  }),
  cancelMode: choice({
    title: 'Ends',
    help: 'When a cancelled subscription stops.',
    parameter: 'features.subscription_cancel.mode',
    initial: 'at_period_end',
    choices: [
      { value: 'at_period_end', label: 'With the paid period' },
      { value: 'immediately', label: 'At once' },
    ],
  }),
  cancelProration: choice({
    title: 'Rest given back',
    help: 'Only where it ends at once.',
    parameter: 'features.subscription_cancel.proration_behavior',
    initial: 'none',
    choices: [
      { value: 'none', label: 'Nothing' },
      { value: 'create_prorations', label: 'As credit' },
      { value: 'always_invoice', label: 'Invoiced now' },
    ],
    advanced: true,
  }),
  update: toggle({
    title: 'May change',
    help: 'Customers change prices and quantities themselves.',
    parameter: 'features.subscription_update.enabled',
    initial: false,
  }),
  products: rows({
    title: 'Changeable to',
    help: 'Up to ten products; those of the subscription when empty.',
    parameter: 'features.subscription_update.products',
    row: {
      product: blockField({
        title: 'Product',
        help: 'A product of the flow.',
        parameter: 'product',
        kinds: ['product'],
      }),
    },
  }),
  prorationBehavior: optionalChoice({
    title: 'Changes billed',
    help: 'How a change in mid-cycle is billed; prorated when empty.',
    parameter: 'features.subscription_update.proration_behavior',
    choices: [
      { value: 'create_prorations', label: 'Prorate on the next invoice' },
      { value: 'always_invoice', label: 'Prorate and invoice now' },
      { value: 'none', label: 'Do not prorate' },
    ],
    advanced: true,
  }),
  pause: toggle({
    title: 'May pause',
    help: 'Customers pause and resume themselves.',
    initial: false,
    advanced: true,
  }),
  methodUpdate: toggle({
    title: 'May change the card',
    help: 'The way out of a declined renewal.',
    parameter: 'features.payment_method_update.enabled',
    initial: true,
  }),
  invoiceHistory: toggle({
    title: 'Shows invoices',
    help: 'To look at, download and pay.',
    parameter: 'features.invoice_history.enabled',
    initial: true,
  }),
  returnUrl: text({
    title: 'Return address',
    help: 'Where the customer comes back to.',
    parameter: 'return_url',
    initial: 'https://app.example/account',
    advanced: true,
  }),
}

type Props = PropsOf<typeof fields>

/** Products between which a customer may change, with their prices. */
const updatable = (block: Block<string, Props>, context: CompileContext): Param[] => {
  const { flow } = context
  const subscription = flow.into(block, 'subscription')[0]
  const named = block.props.products.flatMap(({ product }) => (product && flow.block(product)) ?? [])
  const sold = subscription
    ? flow.into(subscription, 'price').flatMap(price => flow.into(price, 'product'))
    : []
  const products = named.length > 0 ? named : [...new Set(sold)]
  return products.flatMap(product => {
    const ref = context.given(product, 'product')
    const prices = flow.outOf(product, 'product').flatMap(price => context.given(price, 'price') ?? [])
    return ref && prices.length > 0 ? [{ product: ref, prices }] : []
  })
}

const featuresOf = (block: Block<string, Props>, context: CompileContext): Param => {
  const { props } = block
  return said({
    subscription_cancel: {
      enabled: props.cancel,
      mode: props.cancelMode,
      ...said({ proration_behavior: unless(props.cancelProration, 'none') }),
    },
    subscription_update: props.update
      ? said({
          enabled: true,
          default_allowed_updates: ['price', 'quantity'],
          products: updatable(block, context),
          proration_behavior: props.prorationBehavior,
        })
      : undefined,
    payment_method_update: { enabled: props.methodUpdate },
    invoice_history: { enabled: props.invoiceHistory },
  })
}

/** Customers help themselves. */
export const customerPortal = defineBlock({
  kind: 'customer-portal',
  title: 'Customer portal',
  summary: 'A page where customers manage card, plan and invoices.',
  icon: 'panel-top',
  docs: {
    body: 'Stripe’s own page for subscribers: change the card, see invoices, change or end the plan. What they change there happens without your server, so that a handler of customer.subscription.updated must follow, above all where several providers are paid. A session of it is made for each visit and lives a few minutes. Nobody visits it in a run, so that it makes no call there.',
    source: 'https://docs.stripe.com/customer-management',
  },
  category: 'customer',
  personas: ['P', 'O'],
  keywords: ['self service', 'change card', 'cancel subscription', 'manage plan', 'invoices to download'],
  events: [
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'customer.updated',
    'billing_portal.session.created',
  ],
  size: 'standard',
  fields,
  ports: [
    refIn('customer', 'Customer', { required: true }),
    refIn('subscription', 'Subscription', { accepts: ['subscription', 'subscription-schedule'] }),
    eventOut(),
  ],
  facts({ props }) {
    const may = [props.update && 'change', props.cancel && 'cancel', props.methodUpdate && 'new card']
    return may.filter(Boolean).join(', ') || 'invoices only'
  },
  compile(block, context) {
    const customer = context.ref('customer')
    if (context.mode === 'unattended' || !customer) return
    const configuration = context.call(
      'billingPortal.configurations.create',
      { features: featuresOf(block, context) },
      { name: 'configuration', title: `Set up “${block.label}”` },
    )
    context.call(
      'billingPortal.sessions.create',
      said({ customer, configuration, return_url: filled(block.props.returnUrl) }),
      { name: 'session', title: `Open “${block.label}”` },
    )
  },
})
