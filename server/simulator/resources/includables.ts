import { creditsOf } from '../billing/customer-balance.ts'
import { paymentOf } from '../billing/settle.ts'
import type { Includable, Includables } from '../core/expand.ts'
import { totalOf } from '../core/search.ts'
import type { ApiKind } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { taxStateOf } from '../tax/customer-tax.ts'
import { allCouponOptions } from './coupon-currencies.ts'
import { allOptions } from './currency-options.ts'

const idOf = (row: Readonly<Record<string, unknown>>) => String(row['id'])

/** A list of the objects tied to a row, newest first, at most ten. */
function linkedList(
  world: World,
  linked: { readonly name: string; readonly id: string; readonly kind: ApiKind; readonly url: string },
): object {
  const ids = world.store.linked(linked.name, linked.id)
  const rows = ids.map(id => world.store.get(linked.kind, id)?.row).filter(row => row !== undefined)
  return { object: 'list', data: rows.toReversed().slice(0, 10), has_more: rows.length > 10, url: linked.url }
}

const invoicePayments: Includable = (world, row) =>
  linkedList(world, {
    name: 'invoice.payments',
    id: idOf(row),
    kind: 'invoice_payment',
    url: '/v1/invoice_payments',
  })

const confirmationSecret: Includable = (world, row) => {
  const intent = paymentOf(world, idOf(row))?.payment.payment_intent
  const secret = intent === undefined ? null : (world.find('payment_intent', intent)?.client_secret ?? null)
  return secret === null ? null : { client_secret: secret, type: 'payment_intent' }
}

/** What a session or a link sells, in the order in which it was told. */
const soldLines =
  (area: string): Includable =>
  (world, row) => {
    const ids = world.store.linked('checkout.items', idOf(row))
    const rows = ids.map(id => world.store.get('item', id)?.row).filter(item => item !== undefined)
    const url = `/v1/${area}/${idOf(row)}/line_items`
    return { object: 'list', data: rows.slice(0, 10), has_more: rows.length > 10, url }
  }

/** Fields that Stripe includes only when asked with `expand`. */
export const includables: Includables = {
  charge: {
    refunds: (world, row) =>
      linkedList(world, {
        name: 'charge.refunds',
        id: idOf(row),
        kind: 'refund',
        url: `/v1/charges/${idOf(row)}/refunds`,
      }),
  },
  'checkout.session': { line_items: soldLines('checkout/sessions') },
  item: {
    taxes: (world, row) =>
      (world.store.get('hidden.item_taxes', idOf(row))?.row.taxes ?? []).map(tax => ({
        ...tax,
        rate: world.store.get('tax_rate', tax.rate)?.row,
      })),
  },
  payment_link: { line_items: soldLines('payment_links') },
  customer: {
    invoice_credit_balance: (world, row) => creditsOf(world, idOf(row)),
    subscriptions: (world, row) =>
      linkedList(world, {
        name: 'customer.subscriptions',
        id: idOf(row),
        kind: 'subscription',
        url: `/v1/customers/${idOf(row)}/subscriptions`,
      }),
    tax: (world, row) => taxStateOf(world, world.get('customer', idOf(row))),
    tax_ids: (world, row) =>
      linkedList(world, {
        name: 'customer.tax_ids',
        id: idOf(row),
        kind: 'tax_id',
        url: `/v1/customers/${idOf(row)}/tax_ids`,
      }),
    sources: (_world, row) => ({
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/customers/${idOf(row)}/sources`,
    }),
  },
  coupon: { currency_options: (world, row) => allCouponOptions(world, idOf(row)) },
  search_result: { total_count: (_world, row) => totalOf(row) },
  price: { currency_options: (world, row) => allOptions(world, idOf(row)) },
  invoice: { confirmation_secret: confirmationSecret, payments: invoicePayments },
}
