import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, BELOW, COLUMN, ROW } from './grid.ts'
import {
  afterSale,
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
  customer('Grace Kim'),
  provider('shop', 'Corner Bakes, Oak Street', { props: { role: 'both' } }),
  {
    blocks: {
      ele: {
        kind: 'payment-element',
        label: 'Order in the brand’s app',
        at: [COLUMN[1], ROW],
        props: { platform: 'ios', mode: 'payment' },
      },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[1], ABOVE] },
      fee: {
        kind: 'application-fee',
        label: 'Royalty',
        at: [COLUMN[2], ABOVE],
        props: { percent: 8 },
      },
      order: {
        kind: 'payment-intent',
        label: 'Cake order',
        at: [COLUMN[2], ROW - 8],
        props: {
          amount: 4200,
          chargeType: 'destination',
          transferData: [{ destination: 'shop' }],
          onBehalfOf: 'shop',
        },
      },
      other: {
        kind: 'note',
        label: 'Franchisee sells itself?',
        at: [COLUMN[1], BELOW],
        props: {
          text: 'Where the franchisee contracts with the customer, make it a direct charge with an application fee: then it is the merchant in every respect.',
        },
      },
    },
    connections: [
      'cus.customer > ele.customer',
      'cus.customer > order.customer',
      'ele.money-out > order.money-in',
      'risk.radar > order.radar',
      'fee.application-fee > order.application-fee',
      'order.money-out > shop.money-in',
    ],
  },
  kept(['fee'], [COLUMN[3], ABOVE], 'Royalties'),
  webhooks(
    'order',
    [...EVENTS.intent, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning],
    [
      { id: 'bake', label: 'Tell shop', events: ['payment_intent.succeeded'] },
      HANDLER.declined,
      HANDLER.disputed,
      HANDLER.returned,
    ],
  ),
  afterSale('order', {
    refund: { reverseTransfer: true, refundApplicationFee: true },
    dispute: { recover: 'reverse_transfers' },
  }),
  providerEvents(['shop']),
)

/** One brand, many owners. */
export const franchise: Template = {
  id: 'franchise',
  title: 'Franchise',
  summary: 'Destination charge on behalf of the shop',
  story:
    'Grace orders a cake for $42.00 in the app of a bakery chain. The shop in Oak Street, which has an owner of its own, is named on her statement and gets the money less 8 % royalty; the brand takes the payment, pays Stripe’s fee and answers for disputes.',
  assumptions: [
    'Order of $42.00, royalty 8 %',
    'The shop is settlement merchant: it needs card payments',
    'US card at list price',
  ],
  document: buildDocument({
    name: 'Franchise',
    ...part,
    groups: { after: { title: 'After the sale', blocks: ['dp', 'rf'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
