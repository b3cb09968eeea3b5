import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { BELOW, COLUMN, ROW, STEP } from './grid.ts'
import { catalogue, customer, EVENTS, HANDLER, join, kept, renewalScenarios, webhooks } from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  catalogue([
    {
      id: 'seat',
      name: 'Team workspace',
      label: 'Per seat, monthly',
      product: { unitLabel: 'seat', kind: 'digital' },
      price: {
        interval: 'month',
        tiersMode: 'graduated',
        tiers: [
          { upTo: '10', unitAmount: 1500 },
          { upTo: 'inf', unitAmount: 1200 },
        ],
      },
    },
  ]),
  customer('Northwind Studio', {
    clock: true,
    props: { email: 'billing@northwind.example', business: true },
  }),
  {
    blocks: {
      page: {
        kind: 'checkout-session',
        label: 'Choose a plan',
        at: [COLUMN[1], ROW - 8],
        props: { mode: 'subscription', allowPromotionCodes: true, taxIdCollection: true },
      },
      sub: {
        kind: 'subscription',
        label: 'Workspace subscription',
        at: [COLUMN[2], ROW - 8],
        props: { items: [{ price: 'seatPrice', quantity: 25 }] },
      },
      dun: { kind: 'dunning', label: 'Smart retries', at: [COLUMN[1], BELOW] },
      portal: {
        kind: 'customer-portal',
        label: 'Manage seats and card',
        at: [COLUMN[1], BELOW + STEP.card],
        props: { update: true, prorationBehavior: 'create_prorations' },
      },
    },
    connections: [
      'cus.customer > page.customer',
      'cus.customer > sub.customer',
      'cus.customer > portal.customer',
      'sub.subscription > portal.subscription',
      'seatPrice.price > sub.price',
      'dun.dunning > sub.dunning',
      'page.money-out > sub.money-in',
      'page.event-out > wh.event-in',
      'portal.event-out > wh.event-in',
    ],
  },
  kept(['sub'], [COLUMN[3], ROW], 'Own revenue'),
  webhooks(
    'sub',
    [...EVENTS.billing, ...EVENTS.checkout, ...EVENTS.dispute, ...EVENTS.warning],
    [
      {
        id: 'grant',
        label: 'Open access',
        events: ['invoice.paid'],
        props: { grants: 'invoice_paid' },
      },
      HANDLER.renewal,
      { id: 'session', label: 'Checkout', events: EVENTS.checkout },
      HANDLER.disputed,
    ],
  ),
)

/** Software sold by the seat. */
export const saasSeats: Template = {
  id: 'saas-seats',
  title: 'Software by the seat',
  summary: 'Checkout, tiers, portal, dunning',
  story:
    'A studio subscribes to a workspace for 25 people. The first ten seats cost $15.00, every further one $12.00; it changes the number of seats and its card itself, and a declined renewal is retried for two weeks before access ends.',
  assumptions: [
    '25 seats: 10 at $15.00 and 15 at $12.00 a month, $330.00',
    'US card at list price',
    'No tax',
  ],
  document: buildDocument({
    name: 'Software by the seat',
    ...part,
    groups: { catalog: { title: 'Catalog', blocks: ['seat', 'seatPrice'].map(blockId) } },
    scenarios: renewalScenarios,
  }),
}
