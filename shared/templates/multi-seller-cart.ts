import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, COLUMN, ROW, STEP } from './grid.ts'
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
  takeBack,
  webhooks,
} from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  customer('Mika Sundqvist'),
  provider('A', 'Loom & Thread', { row: -2 }),
  provider('B', 'Kiln Works', { row: -1 }),
  {
    blocks: {
      ele: { kind: 'payment-element', label: 'Card entry', at: [COLUMN[1], ROW], props: { mode: 'payment' } },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[1], ABOVE] },
      cart: {
        kind: 'payment-intent',
        label: 'Cart',
        at: [COLUMN[2], ROW - 8],
        props: { amount: 12_000, chargeType: 'separate' },
      },
      spl: {
        kind: 'split',
        label: 'Pay each seller',
        at: [COLUMN[3], ROW - 8],
        props: {
          mode: 'legs',
          commissionBps: 1000,
          trigger: 'payment_intent.succeeded',
          legs: [
            { account: 'A', fixed: 6300 },
            { account: 'B', fixed: 4500 },
          ],
        },
      },
      tA: { kind: 'transfer', label: 'Blanket', at: [COLUMN[4], ROW - 2 * STEP.card] },
      tB: { kind: 'transfer', label: 'Mugs', at: [COLUMN[4], ROW - STEP.card] },
    },
    connections: [
      'cus.customer > ele.customer',
      'cus.customer > cart.customer',
      'ele.money-out > cart.money-in',
      'risk.radar > cart.radar',
      'cart.money-out > spl.money-in',
      'paid.event-out > spl.event-in',
      'spl.money-out > tA.money-in',
      'spl.money-out > tB.money-in',
      'tA.money-out > A.money-in',
      'tB.money-out > B.money-in',
      'spl.event-out > led.event-in',
    ],
  },
  kept(['spl'], [COLUMN[5], ROW]),
  webhooks(
    'cart',
    [...EVENTS.intent, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning, 'transfer.reversed'],
    [
      { id: 'paid', label: 'Paid', events: ['payment_intent.succeeded'] },
      HANDLER.declined,
      HANDLER.disputed,
      { ...HANDLER.returned, events: [...HANDLER.returned.events, 'transfer.reversed'] },
    ],
  ),
  afterSale('cart', { refund: { scope: 'amount', amount: 5000 }, dispute: { recover: 'reverse_transfers' } }),
  takeBack(['tA', 'tB'], 'plt'),
  providerEvents(['A', 'B'], COLUMN[6]),
)

/** Several sellers in one cart. */
export const multiSellerCart: Template = {
  id: 'multi-seller-cart',
  title: 'One cart, several sellers',
  summary: 'Separate charges, split, transfers',
  story:
    'Mika puts a blanket for $70.00 and two mugs for $50.00 from different workshops into one cart and pays $120.00 once. When the payment has succeeded each workshop gets its goods’ price less 10 %; a return of the mugs takes back the share of that workshop alone.',
  assumptions: [
    'Cart of $120.00: $70.00 and $50.00',
    'Commission 10 % of each',
    'US card at list price, borne by the platform',
  ],
  document: buildDocument({
    name: 'One cart, several sellers',
    ...part,
    groups: { after: { title: 'After the sale', blocks: ['dp', 'rf', 'rv'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
