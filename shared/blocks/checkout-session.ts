import { LIMITS } from '#shared/facts/limits.ts'
import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { checkoutFields as fields } from '#shared/flow/checkout-fields.ts'
import {
  entryDiscounts,
  invoiceCreation,
  lineItems,
  paymentIntentData,
} from '#shared/flow/checkout-params.ts'
import type { PropsOf } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { methodParams, threeDSecure } from '#shared/flow/intent-params.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { paidBy, payerOf } from '#shared/flow/payment.ts'
import { eventOut, moneyOut, refIn } from '#shared/flow/ports.ts'
import { filled, said, unless } from '#shared/flow/said.ts'
import { checkoutSubscriptionData } from '#shared/flow/subscription-data.ts'
import { automaticTaxParam, customerParams } from '#shared/flow/subscription-params.ts'
import { attachTestCard } from '#shared/flow/test-card.ts'

type Props = PropsOf<typeof fields>

/** Where the customer goes afterwards: a page of Stripe's takes two addresses, parts in yours one, and the form either. */
const addresses = ({ uiMode, successUrl, cancelUrl, returnUrl }: Props): Record<string, Param> => {
  const isPage = uiMode === 'hosted_page' || uiMode === 'hosted' || (uiMode === 'form' && returnUrl === '')
  return isPage
    ? said({ success_url: filled(successUrl), cancel_url: filled(cancelUrl) })
    : said({ return_url: filled(returnUrl) })
}

/** Stripe's own lifetime is a day, which needs no saying. */
const expiry = ({ expiresInMin }: Props): Param | undefined =>
  expiresInMin === LIMITS.checkout.expiresMinutes.max ? undefined : { $fromNow: expiresInMin * 60 }

const shipping = ({ shippingOptions, shippingCountries }: Props, currency: string): Record<string, Param> =>
  said({
    shipping_address_collection:
      shippingCountries.length > 0 ? { allowed_countries: shippingCountries } : undefined,
    shipping_options:
      shippingOptions.length > 0
        ? shippingOptions.map(({ name, amount }) => ({
            shipping_rate_data: {
              type: 'fixed_amount',
              display_name: name,
              fixed_amount: { amount, currency },
            },
          }))
        : undefined,
  })

const extras = (props: Props, context: CompileContext): Record<string, Param> => {
  const optional = props.optionalItems.flatMap(({ price, quantity }) => {
    const block = price && context.flow.block(price)
    const ref = block && context.given(block, 'price')
    return ref ? [{ price: ref, quantity }] : []
  })
  return said({
    optional_items: optional.length > 0 ? optional : undefined,
    custom_fields:
      props.customFields.length > 0
        ? props.customFields.map(({ key, label, type }) => ({
            key,
            label: { type: 'custom', custom: label },
            type,
          }))
        : undefined,
    tax_id_collection: props.taxIdCollection ? { enabled: true } : undefined,
  })
}

const modeParams = (
  block: Block<string, Props>,
  payment: Block | undefined,
  context: CompileContext,
): Record<string, Param> => {
  const { props } = block
  if (props.mode === 'setup') return { currency: props.currency || context.flow.platform.currency }
  const items = { line_items: lineItems(block, payment, context) }
  if (props.mode === 'payment')
    return said({
      ...items,
      payment_intent_data: payment && paymentIntentData(payment, block, context),
      invoice_creation: payment && invoiceCreation(payment),
    })
  return said({
    ...items,
    payment_method_collection: unless(props.paymentMethodCollection, 'always'),
    subscription_data: payment && checkoutSubscriptionData(block, payment, context),
  })
}

/** Stripe's own payment page. */
export const checkoutSession = defineBlock({
  kind: 'checkout-session',
  title: 'Checkout',
  summary: 'Stripe’s own payment page, hosted or in your site.',
  icon: 'shopping-cart',
  docs: {
    body: 'Checkout collects the payment, address and tax on a page of Stripe’s, or as parts in yours, and creates the payment or subscription behind it. Fulfil on its events, never on the success page: a paying customer may not come back. Delayed methods complete the session first and are paid, or not, days later. It expires after a day unless it says earlier. In a run nobody sits in front of it: the payment behind it is made with a test card.',
    source: 'https://docs.stripe.com/payments/checkout',
  },
  category: 'customer',
  personas: ['P', 'D'],
  keywords: ['payment page', 'checkout', 'hosted page', 'shop', 'cart', 'buy now'],
  events: [
    'checkout.session.completed',
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
    'checkout.session.expired',
  ],
  size: 'tall',
  fields,
  ports: [
    refIn('customer', 'Customer'),
    refIn('price', 'Price', { many: true }),
    refIn('coupon', 'Coupon', { many: true, accepts: ['coupon', 'promotion-code'] }),
    refIn('tax', 'Tax'),
    refIn('application-fee', 'Application fee'),
    moneyOut({ label: 'What is paid' }),
    eventOut(),
  ],
  facts({ props }) {
    const modes = { payment: 'One payment', subscription: 'Subscription', setup: 'Saves a card' }
    const short =
      props.expiresInMin === LIMITS.checkout.expiresMinutes.max ? '' : ` · ${props.expiresInMin} min`
    return modes[props.mode] + short
  },
  compile(block, context) {
    const { props } = block
    const { flow } = context
    const payment = paidBy(block, flow)
    const payer = flow.into(block, 'customer')[0] ?? (payment && payerOf(payment, flow))
    if (context.mode === 'unattended') {
      attachTestCard(block, payer, context)
      return
    }
    const tax = automaticTaxParam(block, context) ?? (payment && automaticTaxParam(payment, context))
    const discounts = entryDiscounts(block, payment, context)
    const created = context.call(
      'checkout.sessions.create',
      said({
        mode: props.mode,
        ui_mode: unless(props.uiMode, 'hosted_page'),
        ...customerParams(payer, context),
        customer_update:
          payer && tax !== undefined && props.customerUpdateAddress ? { address: 'auto' } : undefined,
        ...addresses(props),
        ...modeParams(block, payment, context),
        discounts,
        allow_promotion_codes: discounts === undefined ? unless(props.allowPromotionCodes, false) : undefined,
        automatic_tax: tax,
        ...shipping(props, flow.platform.currency),
        ...extras(props, context),
        ...methodParams(payment ?? block, context),
        payment_method_options: payment && threeDSecure(payment, context),
        expires_at: expiry(props),
        client_reference_id: block.id,
      }),
    )
    context.give('money-out', created)
  },
})
