import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, COLUMN, ROW, STEP } from './grid.ts'
import {
  afterSale,
  customer,
  EVENTS,
  HANDLER,
  join,
  onceScenarios,
  provider,
  providerEvents,
  webhooks,
} from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  customer('Robin Alder'),
  provider('seller', 'Tideline Ceramics'),
  {
    blocks: {
      ele: { kind: 'payment-element', label: 'Card entry', at: [COLUMN[1], ROW], props: { mode: 'payment' } },
      fee: {
        kind: 'application-fee',
        label: 'Commission',
        at: [COLUMN[2], ABOVE],
        props: { percent: 12 },
      },
      order: {
        kind: 'payment-intent',
        label: 'Order',
        at: [COLUMN[2], ROW - 8],
        props: {
          amount: 8000,
          chargeType: 'destination',
          transferData: [{ destination: 'seller' }],
        },
      },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[1], ABOVE] },
      plt: { kind: 'platform-balance', label: 'Kept by platform', at: [COLUMN[3], ABOVE] },
      pay: {
        kind: 'payout',
        label: 'Weekly payout',
        at: [COLUMN[6], ROW + STEP.card],
        props: { interval: 'weekly', weeklyDays: ['friday'], delayDays: 7, debitNegativeBalances: 'yes' },
      },
    },
    connections: [
      'cus.customer > ele.customer',
      'cus.customer > order.customer',
      'ele.money-out > order.money-in',
      'fee.application-fee > order.application-fee',
      'risk.radar > order.radar',
      'fee.money-out > plt.money-in',
      'order.money-out > seller.money-in',
      'seller.money-out > pay.money-in',
    ],
  },
  webhooks(
    'order',
    [...EVENTS.intent, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning],
    [
      { id: 'paid', label: 'Tell seller', events: ['payment_intent.succeeded'] },
      HANDLER.declined,
      HANDLER.disputed,
      HANDLER.returned,
    ],
  ),
  afterSale('order', {
    refund: { reverseTransfer: true, refundApplicationFee: true },
    dispute: { recover: 'reverse_transfers' },
  }),
  providerEvents(['seller']),
)

/** One seller per sale. */
export const marketplaceOneSeller: Template = {
  id: 'marketplace-one-seller',
  title: 'Marketplace, one seller per order',
  summary: 'Destination charge, application fee',
  story:
    'Robin buys a vase for $80.00 on a marketplace for ceramics. The platform is the merchant, keeps 12 % and pays Stripe’s fee; the potter has the rest on her account at once and on her bank account every Friday. A refund takes the money back from her and returns the commission.',
  assumptions: [
    'Order of $80.00, commission 12 % ($9.60)',
    'US card at list price',
    'Weekly payouts, a week after the charge',
  ],
  document: buildDocument({
    name: 'Marketplace, one seller per order',
    ...part,
    groups: { after: { title: 'After the sale', blocks: ['dp', 'rf'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
