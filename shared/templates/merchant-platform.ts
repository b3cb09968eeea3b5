import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, COLUMN, ROW } from './grid.ts'
import {
  afterSale,
  catalogue,
  customer,
  EVENTS,
  HANDLER,
  join,
  kept,
  onceScenarios,
  provider,
  providerEvents,
  webhooks,
} from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  catalogue(
    [
      {
        id: 'lamp',
        name: 'Desk lamp',
        label: 'Lamp',
        product: { kind: 'physical', provider: 'connected' },
        price: { unitAmount: 12_900 },
        onAccount: 'shop',
      },
    ],
    { above: ABOVE },
  ),
  customer('Noor Haddad', { onAccount: 'shop' }),
  provider('shop', 'Lumen Lights', {
    props: { role: 'merchant', dashboard: 'full', fees: 'stripe', losses: 'stripe', sellsInOwnName: true },
  }),
  {
    blocks: {
      page: {
        kind: 'checkout-session',
        label: 'Checkout of the shop',
        at: [COLUMN[1], ROW - 8],
        props: { mode: 'payment' },
        onAccount: 'shop',
      },
      fee: {
        kind: 'application-fee',
        label: 'Platform fee',
        at: [COLUMN[2], ABOVE],
        props: { percent: 2 },
      },
      sale: {
        kind: 'payment-intent',
        label: 'Sale',
        at: [COLUMN[2], ROW - 8],
        props: { amount: 12_900, chargeType: 'direct' },
        onAccount: 'shop',
      },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[1], ABOVE] },
    },
    connections: [
      'shop.account > lamp.account',
      'lampPrice.price > page.price',
      'cus.customer > page.customer',
      'cus.customer > sale.customer',
      'page.money-out > sale.money-in',
      'fee.application-fee > sale.application-fee',
      'risk.radar > sale.radar',
      'sale.money-out > shop.money-in',
      'page.event-out > wh.event-in',
    ],
  },
  kept(['fee'], [COLUMN[3], ABOVE], 'Own revenue'),
  webhooks(
    'sale',
    [...EVENTS.checkout, ...EVENTS.intent, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning],
    [
      {
        id: 'order',
        label: 'Order paid',
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
  afterSale('sale', { refund: { refundApplicationFee: true }, dispute: { recover: 'none' } }),
  providerEvents(['shop']),
)

/** Shops run by others. */
export const merchantPlatform: Template = {
  id: 'merchant-platform',
  title: 'Platform for merchants',
  summary: 'Direct charges, application fee',
  story:
    'A shop builder lets Lumen Lights sell under its own name. Noor pays $129.00 to the shop, which has its own Stripe account with the full dashboard, pays Stripe’s fees and answers for its refunds and disputes; the builder takes 2 % of every sale.',
  assumptions: [
    'Sale of $129.00, platform fee 2 %',
    'Stripe’s fee is the shop’s',
    'A run in a Stripe sandbox needs an existing account of the shop',
  ],
  document: buildDocument({
    name: 'Platform for merchants',
    ...part,
    groups: { catalog: { title: 'Catalog of the shop', blocks: ['lamp', 'lampPrice'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
