import { invalidRequest, noSuch } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { priceIn } from '../resources/currency-options.ts'
import { automaticTaxOf } from '../tax/terms.ts'
import { adjustableOf, lineAmount } from './cart.ts'
import { checkFees, completionOf, shippingOf } from './create-link.ts'
import { invoiceCreationOf } from './session-invoice.ts'
import { fieldsOf, itemsOf, namesOf, textOf } from './session-words.ts'

type Link = ApiObjects['payment_link']
type Update = EndpointParams<'POST /v1/payment_links/{id}'>

/** Changes what a link sells, says and asks for; sessions that it has opened stay as they are. */
export function updateLink(world: World, before: Link, params: Update): Link {
  const recurs = updateLines(world, before, params.line_items ?? [])
  checkFees(world, params, recurs)
  const shaped = world.shape('payment_link', {
    ...before,
    ...pageOf(params),
    ...termsOf(world, before, params),
    ...dataOf(before, params),
    ...invoicesOf(world, params, recurs),
  })
  const after = world.change('payment_link', before.id, shaped)
  world.emitChange('payment_link.updated', before, after)
  return after
}

/** Changes how much of its lines a link sells; those that are not named stay. Answers whether one of them recurs. */
function updateLines(world: World, link: Link, asked: NonNullable<Update['line_items']>): boolean {
  const ids = world.store.linked('checkout.items', link.id)
  for (const [index, line] of asked.entries()) {
    const param = `line_items[${index}]`
    if (!ids.includes(line.id)) throw noSuch('line item', line.id, `${param}[id]`)
    const before = world.get('item', line.id)
    const { price, currency } = before
    const quantity = line.quantity ?? before.quantity ?? 1
    if (price?.custom_unit_amount && quantity !== 1)
      throw invalidRequest('A price with custom_unit_amount must have a quantity of 1.', {
        param: `${param}[quantity]`,
      })
    const amount =
      price === null
        ? before.amount_subtotal
        : lineAmount(priceIn(world, price, { currency, param: 'currency' }), quantity)
    world.change('item', line.id, {
      adjustable_quantity: line.adjustable_quantity && adjustableOf(line.adjustable_quantity),
      amount_subtotal: amount,
      amount_total: amount,
      quantity,
    })
  }
  return ids.some(id => world.get('item', id).price?.recurring)
}

/** What the page says and asks for. */
const pageOf = (params: Update): Given<Link> =>
  present({
    after_completion: params.after_completion && completionOf(params.after_completion),
    allow_promotion_codes: params.allow_promotion_codes,
    billing_address_collection: params.billing_address_collection,
    consent_collection: params.consent_collection,
    custom_fields: params.custom_fields === undefined ? undefined : fieldsOf(params.custom_fields ?? []),
    custom_text: params.custom_text && textOf(params.custom_text),
    inactive_message: params.inactive_message,
    name_collection: params.name_collection === null ? undefined : namesOf(params.name_collection),
    optional_items: params.optional_items === null ? null : itemsOf(params.optional_items),
    phone_number_collection: params.phone_number_collection && {
      enabled: params.phone_number_collection.enabled,
    },
    shipping_address_collection: params.shipping_address_collection,
    submit_type: params.submit_type,
    tax_id_collection: params.tax_id_collection && { required: 'never', ...params.tax_id_collection },
  })

/** Whether it is open, how often it may be paid, and what its payments are like. */
function termsOf(world: World, before: Link, params: Update): Given<Link> {
  const { automatic_tax: tax, restrictions, shipping_options: shipping } = params
  const { enabled, liability } = automaticTaxOf(world, tax)
  return {
    metadata: mergeMetadata(before.metadata, params.metadata),
    ...present({
      active: params.active,
      application_fee_amount: params.application_fee_amount,
      application_fee_percent: params.application_fee_percent,
      automatic_tax: tax && { enabled, liability },
      customer_creation: params.customer_creation,
      on_behalf_of: params.on_behalf_of,
      payment_method_collection: params.payment_method_collection,
      payment_method_types: params.payment_method_types,
      restrictions: restrictions && {
        completed_sessions: {
          count: before.restrictions?.completed_sessions.count ?? 0,
          limit: restrictions.completed_sessions.limit,
        },
      },
      shipping_options: shipping === undefined ? undefined : shippingOf(world, shipping ?? []),
      transfer_data: params.transfer_data && {
        amount: params.transfer_data.amount ?? null,
        destination: params.transfer_data.destination,
      },
    }),
  }
}

/** What its payments and subscriptions are told: what is not said stays. */
function dataOf(before: Link, params: Update): Given<Link> {
  const { payment_intent_data: payment, subscription_data: subscription } = params
  return present({
    payment_intent_data: payment && {
      ...before.payment_intent_data,
      ...payment,
      metadata: mergeMetadata(before.payment_intent_data?.metadata ?? null, payment.metadata),
    },
    subscription_data: subscription && {
      ...before.subscription_data,
      ...subscription,
      metadata: mergeMetadata(before.subscription_data?.metadata ?? null, subscription.metadata),
    },
  })
}

const invoicesOf = (world: World, { invoice_creation: asked }: Update, recurs: boolean): Given<Link> =>
  asked === undefined
    ? {}
    : { invoice_creation: invoiceCreationOf(world, asked, recurs ? 'subscription' : 'payment') }
