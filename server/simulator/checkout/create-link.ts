import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given, HiddenObjects } from '../core/stripe-types.ts'
import { parseOwn } from '../core/trust.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { checkDestination } from '../resources/destination-charges.ts'
import { automaticTaxOf } from '../tax/terms.ts'
import { cartOf, keepLines } from './cart.ts'
import { createSession } from './create-session.ts'
import { fieldsOf, namesOf, refuseUnsupported, type SessionParams, textOf } from './session-words.ts'

type Link = ApiObjects['payment_link']
type Create = EndpointParams<'POST /v1/payment_links'>
type LinkData = HiddenObjects['hidden.link']['params']

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
  const { payment_intent_data, subscription_data } = params
  refuseUnsupported(subscription_data === undefined ? {} : { subscription_data })
  const { enabled, liability } = automaticTaxOf(world, params.automatic_tax)
  const id = world.newId('plink_1')
  const link = world.create('payment_link', {
    id,
    ...pageOf(params),
    ...paymentOf(params),
    active: true,
    automatic_tax: { enabled, liability },
    currency: cart.currency,
    customer_creation: params.customer_creation ?? (recurs ? 'always' : 'if_required'),
    metadata: mergeMetadata(null, params.metadata),
    restrictions: params.restrictions && {
      completed_sessions: { count: 0, limit: params.restrictions.completed_sessions.limit },
    },
    shipping_options: shippingOf(world, params),
    url: `${world.shared.base}/buy/${id}`,
  })
  keepLines(world, id, cart)
  world.hide('hidden.link', {
    id,
    params: parseOwn<LinkData>(JSON.stringify({ payment_intent_data, subscription_data })),
  })
  world.emit('payment_link.created', link)
  return link
}

function isRecurring(world: World, { line_items: given }: Create): boolean {
  return given.some(({ price, price_data: data }, index) => {
    const named = price === undefined ? null : world.get('price', price, `line_items[${index}][price]`)
    return Boolean(named?.recurring ?? data?.recurring)
  })
}

function shippingOf(world: World, params: Create): Link['shipping_options'] {
  return (params.shipping_options ?? []).map(({ shipping_rate: rate = '' }, index) => {
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
    optional_items: params.optional_items?.map(item => ({
      adjustable_quantity: item.adjustable_quantity,
      price: item.price,
      quantity: item.quantity,
    })),
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    shipping_address_collection: params.shipping_address_collection,
    submit_type: params.submit_type ?? 'auto',
    tax_id_collection: { enabled: false, required: 'never', ...params.tax_id_collection },
  }
}

/** What the payments behind the link are like, and whose they are. */
function paymentOf(params: Create): Given<Link> {
  const { payment_intent_data: payment, subscription_data: subscription, transfer_data: to } = params
  return {
    application_fee_amount: params.application_fee_amount,
    application_fee_percent: params.application_fee_percent,
    on_behalf_of: params.on_behalf_of,
    payment_intent_data: payment && { ...payment, metadata: mergeMetadata(null, payment.metadata) },
    payment_method_collection: params.payment_method_collection ?? 'always',
    payment_method_types: params.payment_method_types,
    subscription_data: subscription && {
      description: subscription.description,
      invoice_settings: { issuer: { type: 'self' } },
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

function checkFees(world: World, params: Create, recurs: boolean): void {
  if (params.transfer_data !== undefined)
    checkDestination(world, params.transfer_data.destination, 'transfer_data[destination]')
  if (params.application_fee_amount !== undefined && recurs)
    throw invalidRequest('application_fee_amount cannot be used with recurring prices.', {
      param: 'application_fee_amount',
    })
  if (params.application_fee_percent !== undefined && !recurs)
    throw invalidRequest('application_fee_percent can only be used with recurring prices.', {
      param: 'application_fee_percent',
    })
}

/** What opening a link does: a checkout session for this visitor. */
export function openLink(world: World, id: string): ApiObjects['checkout.session'] {
  const link = world.get('payment_link', id)
  if (!link.active)
    throw invalidRequest(link.inactive_message ?? 'This payment link is no longer active.', {
      code: 'payment_link_inactive',
    })
  const params = world.store.get('hidden.link', id)?.row.params
  const lines = world.store.linked('checkout.items', id).map(item => world.get('item', item))
  const recurs = lines.some(({ price }) => price?.recurring)
  const redirect = link.after_completion.redirect?.url
  return createSession(
    world,
    {
      mode: recurs ? 'subscription' : 'payment',
      line_items: lines.map(line => ({ price: line.price?.id ?? '', quantity: line.quantity ?? 1 })),
      currency: link.currency,
      success_url: redirect ?? `${world.shared.base}/paid`,
      metadata: link.metadata,
      automatic_tax: taxAgain(link.automatic_tax),
      tax_id_collection: link.tax_id_collection,
      allow_promotion_codes: link.allow_promotion_codes,
      submit_type: link.submit_type,
      ...(recurs
        ? {}
        : { customer_creation: link.customer_creation === 'always' ? 'always' : 'if_required' }),
      shipping_options: link.shipping_options.map(({ shipping_rate: rate }) => ({ shipping_rate: rate })),
      ...dataOf(link, params, recurs),
    },
    id,
  )
}

/** Automatic tax as the link was told. */
function taxAgain({
  enabled,
  liability,
}: Link['automatic_tax']): NonNullable<SessionParams['automatic_tax']> {
  if (liability === null) return { enabled }
  const { type, account } = liability
  return { enabled, liability: account === undefined ? { type } : { type, account } }
}

function dataOf(link: Link, params: LinkData | undefined, recurs: boolean): Partial<SessionParams> {
  const { application_fee_amount: fee, application_fee_percent: percent, on_behalf_of: owner } = link
  const { transfer_data: to } = link
  const shared = {
    ...(owner === null ? {} : { on_behalf_of: owner }),
    ...(to === null
      ? {}
      : {
          transfer_data: {
            destination: to.destination,
            ...(to.amount === null ? {} : { amount: to.amount }),
          },
        }),
  }
  if (!recurs)
    return {
      payment_intent_data: {
        ...params?.payment_intent_data,
        ...shared,
        ...(fee === null ? {} : { application_fee_amount: fee }),
      },
    }
  const { transfer_data: _to, ...others } = shared
  return {
    subscription_data: {
      ...params?.subscription_data,
      ...others,
      ...(to === null ? {} : { transfer_data: { destination: to.destination } }),
      ...(percent === null ? {} : { application_fee_percent: percent }),
    },
  }
}
