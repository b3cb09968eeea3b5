import { endpoint } from '../core/endpoint.ts'
import { searchOf } from '../core/search.ts'

/** Fields that can be searched beside `metadata["key"]`. Source: docs.stripe.com/search#query-fields. */
const FIELDS = {
  charge: [
    'amount',
    'billing_details.address.postal_code',
    'created',
    'currency',
    'customer',
    'disputed',
    'payment_method_details.card.brand',
    'payment_method_details.card.exp_month',
    'payment_method_details.card.exp_year',
    'payment_method_details.card.fingerprint',
    'payment_method_details.card.last4',
    'refunded',
    'status',
  ],
  customer: ['created', 'email', 'name', 'phone'],
  invoice: ['created', 'currency', 'customer', 'number', 'receipt_number', 'status', 'total'],
  payment_intent: ['amount', 'created', 'currency', 'customer', 'id', 'status'],
  price: ['active', 'currency', 'lookup_key', 'product', 'type'],
  product: ['active', 'description', 'name', 'shippable', 'url'],
  subscription: ['canceled_at', 'created', 'status'],
} as const

export const searchEndpoints = [
  endpoint('GET /v1/charges/search', (world, { query, limit, page }) =>
    searchOf(world, 'charge', {
      asked: { query, limit, page },
      fields: FIELDS.charge,
      url: '/v1/charges/search',
    }),
  ),
  endpoint('GET /v1/customers/search', (world, { query, limit, page }) =>
    searchOf(world, 'customer', {
      asked: { query, limit, page },
      fields: FIELDS.customer,
      url: '/v1/customers/search',
    }),
  ),
  endpoint('GET /v1/invoices/search', (world, { query, limit, page }) =>
    searchOf(world, 'invoice', {
      asked: { query, limit, page },
      fields: FIELDS.invoice,
      url: '/v1/invoices/search',
    }),
  ),
  endpoint('GET /v1/payment_intents/search', (world, { query, limit, page }) =>
    searchOf(world, 'payment_intent', {
      asked: { query, limit, page },
      fields: FIELDS.payment_intent,
      url: '/v1/payment_intents/search',
    }),
  ),
  endpoint('GET /v1/prices/search', (world, { query, limit, page }) =>
    searchOf(world, 'price', {
      asked: { query, limit, page },
      fields: FIELDS.price,
      url: '/v1/prices/search',
    }),
  ),
  endpoint('GET /v1/products/search', (world, { query, limit, page }) =>
    searchOf(world, 'product', {
      asked: { query, limit, page },
      fields: FIELDS.product,
      url: '/v1/products/search',
    }),
  ),
  endpoint('GET /v1/subscriptions/search', (world, { query, limit, page }) =>
    searchOf(world, 'subscription', {
      asked: { query, limit, page },
      fields: FIELDS.subscription,
      url: '/v1/subscriptions/search',
    }),
  ),
]
