import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, COLUMN, ROW } from './grid.ts'
import {
  afterSale,
  catalogue,
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
        id: 'gift',
        name: 'Donation',
        label: 'Any amount from $5.00',
        product: { provider: 'connected' },
        price: { customUnitAmount: [{ minimum: 500, maximum: 500_000, preset: 2500 }] },
        onAccount: 'charity',
      },
    ],
    { above: ABOVE },
  ),
  provider('charity', 'River Clean-up Fund', {
    props: {
      role: 'merchant',
      dashboard: 'full',
      fees: 'stripe',
      losses: 'stripe',
      sellsInOwnName: true,
      entityType: 'non_profit',
    },
  }),
  {
    blocks: {
      page: {
        kind: 'payment-link',
        label: 'Donation page',
        at: [COLUMN[1], ROW],
        props: { submitType: 'donate', completedLimit: 5000 },
        onAccount: 'charity',
      },
      fee: {
        kind: 'application-fee',
        label: 'Platform’s part',
        at: [COLUMN[2], ABOVE],
        props: { amount: 50 },
      },
      risk: { kind: 'radar', label: 'Against card testing', at: [COLUMN[1], ABOVE] },
      give: {
        kind: 'payment-intent',
        label: 'Donation',
        at: [COLUMN[2], ROW - 8],
        props: { chargeType: 'direct' },
        onAccount: 'charity',
      },
    },
    connections: [
      'charity.account > gift.account',
      'giftPrice.price > page.price',
      'page.money-out > give.money-in',
      'fee.application-fee > give.application-fee',
      'risk.radar > give.radar',
      'give.money-out > charity.money-in',
    ],
  },
  kept(['fee'], [COLUMN[3], ABOVE]),
  webhooks(
    'give',
    [...EVENTS.intent, ...EVENTS.checkout, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning],
    [
      {
        id: 'thanks',
        label: 'Thank donor',
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
  afterSale('give', { refund: { refundApplicationFee: true }, dispute: { recover: 'none' } }),
  providerEvents(['charity']),
)

/** Anybody gives what they like. */
export const donations: Template = {
  id: 'donations',
  title: 'Donations',
  summary: 'Payment link, direct charge',
  story:
    'A river fund puts one link on posters and into its profile. Donors name the amount, from $5.00. The fund itself is the merchant, stands on their statement and pays Stripe’s fee; the platform that made the page keeps 50 cents of each donation.',
  assumptions: [
    'Usual donation of $25.00',
    '50 ¢ to the platform',
    'US card at list price, paid by the charity',
  ],
  document: buildDocument({
    name: 'Donations',
    ...part,
    groups: { catalog: { title: 'Offer', blocks: ['gift', 'giftPrice'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
