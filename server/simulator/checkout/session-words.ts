import { unsupported } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { adjustableOf } from './cart.ts'

type Session = ApiObjects['checkout.session']
export type SessionParams = EndpointParams<'POST /v1/checkout/sessions'>

/** What a session was told about its page, and shows as it was told. */
export function wordsOf(params: SessionParams): Given<Session> {
  const { payment_method_data: _redisplay } = params
  return {
    allow_promotion_codes: params.allow_promotion_codes,
    allowed_payment_method_types: params.allowed_payment_method_types,
    billing_address_collection: params.billing_address_collection,
    cancel_url: params.cancel_url,
    client_reference_id: params.client_reference_id,
    consent_collection: params.consent_collection,
    custom_fields: fieldsOf(params.custom_fields),
    custom_text: textOf(params.custom_text),
    customer_email: params.customer_email,
    excluded_payment_method_types: params.excluded_payment_method_types,
    integration_identifier: params.integration_identifier,
    locale: params.locale,
    name_collection: namesOf(params.name_collection),
    optional_items: itemsOf(params.optional_items),
    origin_context: params.origin_context,
    payment_method_collection: params.payment_method_collection,
    permissions: params.permissions,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    redirect_on_completion: params.redirect_on_completion,
    return_url: params.return_url,
    saved_payment_method_options: params.saved_payment_method_options,
    shipping_address_collection: params.shipping_address_collection,
    submit_type: params.submit_type,
    success_url: params.success_url,
    tax_id_collection: params.tax_id_collection && {
      enabled: params.tax_id_collection.enabled,
      required: params.tax_id_collection.required ?? 'never',
    },
  }
}

/** What may be bought beside what is sold. */
export const itemsOf = (given: SessionParams['optional_items']): Given<Session['optional_items']> =>
  given?.map(item => ({
    adjustable_quantity: item.adjustable_quantity && adjustableOf(item.adjustable_quantity),
    price: item.price,
    quantity: item.quantity,
  }))

/** A customer's business and own name, when they are asked for. */
export function namesOf(given: SessionParams['name_collection']): Session['name_collection'] | undefined {
  if (given === undefined) return undefined
  const { business, individual } = given
  return {
    ...(business === undefined ? {} : { business: { optional: false, ...business } }),
    ...(individual === undefined ? {} : { individual: { optional: false, ...individual } }),
  }
}

/** Custom fields with everything that a page would fill in still empty. */
export function fieldsOf(given: SessionParams['custom_fields']): Given<Session['custom_fields']> {
  return (given ?? []).map(field => ({ ...field, optional: field.optional ?? false }))
}

/** Texts of the page; an empty one is none. */
export function textOf(given: SessionParams['custom_text']): Given<Session['custom_text']> {
  return {
    after_submit: given?.after_submit,
    shipping_address: given?.shipping_address,
    submit: given?.submit,
    terms_of_service_acceptance: given?.terms_of_service_acceptance,
  }
}

/** Refuses what only Stripe can do. */
export function refuseUnsupported(params: SessionParams): void {
  if (params.adaptive_pricing?.enabled === true)
    throw unsupported('adaptive pricing: balances have one currency', 'adaptive_pricing')
}
