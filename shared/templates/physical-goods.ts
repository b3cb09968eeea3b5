import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, BELOW, COLUMN, catalogueRow, ROW } from './grid.ts'
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
        id: 'pan',
        name: 'Cast-iron pan',
        label: 'Pan',
        product: { kind: 'physical' },
        price: { unitAmount: 5900 },
      },
      {
        id: 'lid',
        name: 'Oak lid',
        label: 'Lid',
        product: { kind: 'physical' },
        price: { unitAmount: 1900 },
      },
    ],
    { above: ROW - 16, free: 1 },
  ),
  customer('Sam Carter', { props: { email: 'sam@example.com', country: 'US' } }),
  {
    blocks: {
      off: {
        kind: 'coupon',
        label: 'Spring sale',
        at: [COLUMN[0], catalogueRow(ROW - 16, 0)],
        props: { percentOff: 10 },
      },
      code: {
        kind: 'promotion-code',
        label: 'Code SPRING',
        at: [COLUMN[1], catalogueRow(ROW - 16, 0)],
        props: { code: 'SPRING', minimumAmount: 5000 },
      },
      page: {
        kind: 'checkout-session',
        label: 'Shop checkout',
        at: [COLUMN[1], ROW - 8],
        props: {
          mode: 'payment',
          captureMethod: 'manual',
          shippingCountries: ['US', 'CA'],
          shippingOptions: [
            { name: 'Standard, free', amount: 0 },
            { name: 'Express', amount: 900 },
          ],
        },
      },
      order: {
        kind: 'payment-intent',
        label: 'Order',
        at: [COLUMN[2], ROW - 8],
        props: { amount: 7800, captureMethod: 'manual' },
      },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[2], ABOVE] },
      take: {
        kind: 'capture',
        label: 'At dispatch',
        at: [COLUMN[3], ROW],
        props: { withinHours: 120, otherwise: 'cancel' },
      },
      store: {
        kind: 'external-system',
        label: 'Warehouse',
        at: [COLUMN[1], BELOW],
        props: { name: 'Packs and sends' },
      },
    },
    connections: [
      'cus.customer > page.customer',
      'cus.customer > order.customer',
      'off.coupon > code.coupon',
      'code.promotion-code > page.coupon',
      'panPrice.price > page.price',
      'lidPrice.price > page.price',
      'page.money-out > order.money-in',
      'page.event-out > wh.event-in',
      'risk.radar > order.radar',
      'order.money-out > take.money-in',
      'pack.event-out > store.event-in',
      'store.event-out > take.event-in',
    ],
  },
  kept(['take'], [COLUMN[4], ROW], 'Own revenue'),
  webhooks(
    'order',
    [
      ...EVENTS.checkout,
      ...EVENTS.intent,
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'charge.captured',
      'charge.expired',
      ...EVENTS.dispute,
      ...EVENTS.refund,
      ...EVENTS.warning,
    ],
    [
      { id: 'pack', label: 'Pack it', events: ['payment_intent.amount_capturable_updated'] },
      {
        id: 'declined',
        label: 'Not paid',
        events: [
          'payment_intent.payment_failed',
          'checkout.session.async_payment_failed',
          'checkout.session.expired',
        ],
      },
      { id: 'late', label: 'Too late', events: ['charge.expired', 'payment_intent.canceled'] },
      {
        id: 'done',
        label: 'Ordered',
        events: ['checkout.session.completed', 'checkout.session.async_payment_succeeded'],
      },
      HANDLER.disputed,
      HANDLER.returned,
    ],
  ),
  afterSale('take', {
    refund: { scope: 'amount', amount: 1710 },
    dispute: { recover: 'none', evidence: ['shipping receipt', 'tracking number'] },
  }),
)

/** Goods that are sent. */
export const physicalGoods: Template = {
  id: 'physical-goods',
  title: 'Shop for physical goods',
  summary: 'Checkout, shipping, capture at dispatch',
  story:
    'Sam orders a pan and a lid with a ten percent code. The amount is blocked at checkout and taken when the parcel leaves the warehouse, within five days, or released. A lid that comes back is refunded for what was paid for it.',
  assumptions: [
    'Pan $59.00 and lid $19.00, 10 % off: $70.20',
    'Standard shipping is free',
    'US card at list price',
  ],
  document: buildDocument({
    name: 'Shop for physical goods',
    ...part,
    groups: {
      catalog: {
        title: 'Catalog',
        blocks: ['pan', 'panPrice', 'lid', 'lidPrice', 'off', 'code'].map(blockId),
      },
    },
    scenarios: onceScenarios,
  }),
}
