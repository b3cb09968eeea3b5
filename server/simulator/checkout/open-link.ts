import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { parseOwn } from '../core/trust.ts'
import type { World } from '../core/world.ts'
import { createSession } from './create-session.ts'
import type { SessionParams } from './session-words.ts'

type Link = ApiObjects['payment_link']

/** What opening a link does: a checkout session for this visitor. */
export function openLink(world: World, id: string): ApiObjects['checkout.session'] {
  const link = world.get('payment_link', id)
  if (!link.active)
    throw invalidRequest(link.inactive_message ?? 'This payment link is no longer active.', {
      code: 'payment_link_inactive',
    })
  const lines = world.store.linked('checkout.items', id).map(item => world.get('item', item))
  const recurs = lines.some(({ price }) => price?.recurring)
  return createSession(
    world,
    {
      ...again({
        line_items: lines.map(({ adjustable_quantity, price, quantity }) => ({
          adjustable_quantity,
          price: price?.id,
          quantity,
        })),
        ...pageOf(link),
        ...(recurs ? subscriptionOf(link) : paymentOf(link)),
      }),
      mode: recurs ? 'subscription' : 'payment',
      success_url: link.after_completion.redirect?.url ?? `${world.shared.base}/paid`,
    },
    id,
  )
}

type Told = Partial<Record<keyof SessionParams, unknown>>

/** What a link was told, as a request tells it: what it has not is left out. */
const again = (told: Told): Partial<SessionParams> =>
  parseOwn(JSON.stringify(told, (_name, value: unknown) => (value === null ? undefined : value)))

/** What every session of a link says and asks for. */
const pageOf = (link: Link): Told => ({
  allow_promotion_codes: link.allow_promotion_codes,
  automatic_tax: link.automatic_tax,
  billing_address_collection: link.billing_address_collection,
  consent_collection: link.consent_collection,
  currency: link.currency,
  custom_fields: link.custom_fields,
  custom_text: link.custom_text,
  metadata: link.metadata,
  name_collection: link.name_collection,
  optional_items: link.optional_items,
  phone_number_collection: link.phone_number_collection,
  shipping_address_collection: link.shipping_address_collection,
  shipping_options: link.shipping_options.map(({ shipping_rate }) => ({ shipping_rate })),
  submit_type: link.submit_type,
  tax_id_collection: link.tax_id_collection,
})

const paymentOf = (link: Link): Told => ({
  customer_creation: link.customer_creation,
  invoice_creation: link.invoice_creation,
  payment_intent_data: {
    ...link.payment_intent_data,
    application_fee_amount: link.application_fee_amount,
    on_behalf_of: link.on_behalf_of,
    transfer_data: link.transfer_data,
  },
})

const subscriptionOf = (link: Link): Told => ({
  payment_method_collection: link.payment_method_collection,
  subscription_data: {
    ...link.subscription_data,
    application_fee_percent: link.application_fee_percent,
    on_behalf_of: link.on_behalf_of,
    transfer_data: link.transfer_data && { destination: link.transfer_data.destination },
  },
})
