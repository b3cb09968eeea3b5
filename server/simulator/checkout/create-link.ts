import { issuerOf } from '../billing/invoice-settings.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { checkDestination } from '../resources/destination-charges.ts'
import { automaticTaxOf } from '../tax/terms.ts'
import { cartOf, keepLines } from './cart.ts'
import { invoiceCreationOf } from './session-invoice.ts'
import { fieldsOf, itemsOf, namesOf, textOf } from './session-words.ts'

type Link = ApiObjects['payment_link']
type Create = EndpointParams<'POST /v1/payment_links'>

/** Makes a link that opens the same checkout again and again. */
export function createLink(world: World, params: Create): Link {
  const recurs = isRecurring(world, params)
  const cart = cartOf(world, {
    mode: recurs ? 'subscription' : 'payment',
    given: params.line_items,
    coupon: undefined,
    currency: params.currency,
  })
  checkFees(world, params, recurs)
  const { enabled, liability } = automaticTaxOf(world, params.automatic_tax)
  const id = world.newId('plink_1')
  const link = world.create('payment_link', {
    id,
    ...pageOf(params),
    ...paymentOf(world, params),
    active: true,
    automatic_tax: { enabled, liability },
    currency: cart.currency,
    invoice_creation: invoiceCreationOf(world, params.invoice_creation, recurs ? 'subscription' : 'payment'),
    customer_creation: params.customer_creation ?? (recurs ? 'always' : 'if_required'),
    metadata: mergeMetadata(null, params.metadata),
    restrictions: params.restrictions && {
      completed_sessions: { count: 0, limit: params.restrictions.completed_sessions.limit },
    },
    shipping_options: shippingOf(world, params.shipping_options ?? []),
    url: `${world.shared.base}/buy/${id}`,
  })
  keepLines(world, id, cart)
  world.emit('payment_link.created', link)
  return link
}

function isRecurring(world: World, { line_items: given }: Create): boolean {
  return given.some(({ price, price_data: data }, index) => {
    const named = price === undefined ? null : world.get('price', price, `line_items[${index}][price]`)
    return Boolean(named?.recurring ?? data?.recurring)
  })
}

/** The ways to ship that a request names. */
export function shippingOf(
  world: World,
  given: NonNullable<Create['shipping_options']>,
): Link['shipping_options'] {
  return given.map(({ shipping_rate: rate = '' }, index) => {
    const found = world.get('shipping_rate', rate, `shipping_options[${index}][shipping_rate]`)
    return { shipping_amount: found.fixed_amount?.amount ?? 0, shipping_rate: rate }
  })
}

/** What the page says and asks for. */
function pageOf(params: Create): Given<Link> {
  return {
    after_completion: completionOf(params.after_completion),
    allow_promotion_codes: params.allow_promotion_codes ?? false,
    billing_address_collection: params.billing_address_collection ?? 'auto',
    consent_collection: params.consent_collection,
    custom_fields: fieldsOf(params.custom_fields),
    custom_text: textOf(params.custom_text),
    inactive_message: params.inactive_message,
    name_collection: namesOf(params.name_collection),
    optional_items: itemsOf(params.optional_items),
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    shipping_address_collection: params.shipping_address_collection,
    submit_type: params.submit_type ?? 'auto',
    tax_id_collection: { enabled: false, required: 'never', ...params.tax_id_collection },
  }
}

/** What the payments behind the link are like, and whose they are. */
function paymentOf(world: World, params: Create): Given<Link> {
  const { payment_intent_data: payment, subscription_data: subscription, transfer_data: to } = params
  const { issuer } = subscription?.invoice_settings ?? {}
  const path = 'subscription_data[invoice_settings]'
  return {
    application_fee_amount: params.application_fee_amount,
    application_fee_percent: params.application_fee_percent,
    on_behalf_of: params.on_behalf_of,
    payment_intent_data: payment && { ...payment, metadata: mergeMetadata(null, payment.metadata) },
    payment_method_collection: params.payment_method_collection ?? 'always',
    payment_method_types: params.payment_method_types,
    subscription_data: subscription && {
      description: subscription.description,
      invoice_settings: { issuer: issuer ? issuerOf(world, issuer, path) : { type: 'self' } },
      metadata: mergeMetadata(null, subscription.metadata),
      trial_period_days: subscription.trial_period_days,
      trial_settings: subscription.trial_settings,
    },
    transfer_data: to && { amount: to.amount, destination: to.destination },
  }
}

/** What a visitor sees after paying: Stripe's own words, or an address to go on to. */
export function completionOf(given: Create['after_completion']): Link['after_completion'] {
  if (given?.type === 'redirect') return { type: 'redirect', redirect: { url: given.redirect?.url ?? '' } }
  const message = given?.hosted_confirmation?.custom_message ?? null
  return { type: 'hosted_confirmation', hosted_confirmation: { custom_message: message } }
}

type Fees = {
  readonly application_fee_amount?: number | null
  readonly application_fee_percent?: number | null
  readonly transfer_data?: { readonly destination: string } | null
}

/** Refuses fees that do not go with what the link sells, and accounts that cannot be paid. */
export function checkFees(world: World, params: Fees, recurs: boolean): void {
  if (params.transfer_data)
    checkDestination(world, params.transfer_data.destination, 'transfer_data[destination]')
  if (typeof params.application_fee_amount === 'number' && recurs)
    throw invalidRequest('application_fee_amount cannot be used with recurring prices.', {
      param: 'application_fee_amount',
    })
  if (typeof params.application_fee_percent === 'number' && !recurs)
    throw invalidRequest('application_fee_percent can only be used with recurring prices.', {
      param: 'application_fee_percent',
    })
}
