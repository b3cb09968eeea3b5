import { endpoint } from '../core/endpoint.ts'
import { searchOf } from '../core/search.ts'
import type { SearchFields } from '../core/search-query.ts'
import type { ApiKind } from '../core/stripe-types.ts'

type Resource =
  | 'charges'
  | 'customers'
  | 'invoices'
  | 'payment_intents'
  | 'prices'
  | 'products'
  | 'subscriptions'

/** Fields that can be searched beside `metadata["key"]`. Source: docs.stripe.com/search#query-fields. */
function searchable(resource: Resource, kind: ApiKind, fields: SearchFields) {
  return endpoint(`GET /v1/${resource}/search`, (world, { query, limit, page }) =>
    searchOf(world, { query, limit, page }, { kind, resource, fields }),
  )
}

export const searchEndpoints = [
  searchable('charges', 'charge', {
    amount: 'numeric',
    'billing_details.address.postal_code': 'token',
    created: 'numeric',
    currency: 'token',
    customer: 'token',
    disputed: 'token',
    'payment_method_details.card.brand': 'token',
    'payment_method_details.card.exp_month': 'token',
    'payment_method_details.card.exp_year': 'token',
    'payment_method_details.card.fingerprint': 'token',
    'payment_method_details.card.last4': 'token',
    refunded: 'token',
    status: 'token',
  }),
  searchable('customers', 'customer', {
    created: 'numeric',
    email: 'string',
    name: 'string',
    phone: 'string',
  }),
  searchable('invoices', 'invoice', {
    created: 'numeric',
    currency: 'token',
    customer: 'token',
    last_finalization_error_code: 'token',
    last_finalization_error_type: 'token',
    number: 'string',
    receipt_number: 'string',
    status: 'token',
    subscription: 'token',
    total: 'numeric',
  }),
  searchable('payment_intents', 'payment_intent', {
    amount: 'numeric',
    created: 'numeric',
    currency: 'token',
    customer: 'token',
    status: 'token',
  }),
  searchable('prices', 'price', {
    active: 'token',
    currency: 'token',
    lookup_key: 'string',
    product: 'string',
    type: 'token',
  }),
  searchable('products', 'product', {
    active: 'token',
    description: 'string',
    name: 'string',
    shippable: 'token',
    url: 'string',
  }),
  searchable('subscriptions', 'subscription', {
    canceled_at: 'numeric',
    created: 'numeric',
    status: 'token',
  }),
]
