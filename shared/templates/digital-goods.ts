import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, COLUMN, catalogueRow, ROW } from './grid.ts'
import {
  afterSale,
  catalogue,
  customer,
  EVENTS,
  HANDLER,
  join,
  kept,
  onceScenarios,
  webhooks,
} from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  catalogue(
    [
      {
        id: 'font',
        name: 'Typeface',
        label: 'Desktop licence',
        product: { kind: 'digital', taxCode: 'txcd_10000000' },
        price: { unitAmount: 7900, taxBehavior: 'exclusive' },
      },
    ],
    { free: 1 },
  ),
  customer('Paula Ortiz', {
    props: { email: 'paula@example.com', country: 'DE', postalCode: '10115', city: 'Berlin' },
  }),
  {
    blocks: {
      vat: {
        kind: 'tax',
        label: 'Sales tax and VAT',
        at: [COLUMN[0], catalogueRow(ROW, 0)],
        props: { mode: 'automatic', liability: 'self', registrations: ['US-CA', 'DE'] },
      },
      page: {
        kind: 'checkout-session',
        label: 'Buy the licence',
        at: [COLUMN[1], ROW - 8],
        props: { mode: 'payment', taxIdCollection: true },
      },
      risk: {
        kind: 'radar',
        label: 'Fraud rules',
        at: [COLUMN[2], ABOVE],
        props: { rules: ['Block if :risk_level: = ‘highest’'], reviewAbove: 50_000 },
      },
      sale: { kind: 'payment-intent', label: 'Sale', at: [COLUMN[2], ROW - 8], props: { amount: 7900 } },
    },
    connections: [
      'cus.customer > page.customer',
      'cus.customer > sale.customer',
      'fontPrice.price > page.price',
      'vat.tax > page.tax',
      'page.money-out > sale.money-in',
      'risk.radar > sale.radar',
      'page.event-out > wh.event-in',
    ],
  },
  kept(['sale'], [COLUMN[3], ROW], 'Own revenue'),
  webhooks(
    'sale',
    [...EVENTS.checkout, ...EVENTS.intent, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning],
    [
      {
        id: 'deliver',
        label: 'Deliver',
        events: ['checkout.session.completed', 'checkout.session.async_payment_succeeded'],
      },
      {
        id: 'declined',
        label: 'Not paid',
        events: [
          'payment_intent.payment_failed',
          'checkout.session.async_payment_failed',
          'checkout.session.expired',
        ],
      },
      HANDLER.disputed,
      HANDLER.returned,
    ],
  ),
  afterSale('sale', { dispute: { recover: 'none', evidence: ['download log', 'licence key'] } }),
)

/** Downloads. */
export const digitalGoods: Template = {
  id: 'digital-goods',
  title: 'Digital goods',
  summary: 'Checkout, automatic tax, Radar',
  story:
    'A type foundry sells a licence for $79.00 to customers everywhere. Checkout asks for the address, adds sales tax or VAT where the foundry is registered, and the download is mailed when the payment is certain, not when the browser comes back.',
  assumptions: [
    'Licence of $79.00',
    'VAT of 19 % on top for a customer in Berlin; in California downloads are not taxed',
    'In an app of a store, the store’s own payment may be demanded',
  ],
  document: buildDocument({
    name: 'Digital goods',
    ...part,
    groups: { catalog: { title: 'Catalog', blocks: ['font', 'fontPrice', 'vat'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
