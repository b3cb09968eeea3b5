import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, BELOW, COLUMN, ROW } from './grid.ts'
import { catalogue, customer, EVENTS, HANDLER, join, kept, renewalScenarios, webhooks } from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  catalogue(
    [
      {
        id: 'course',
        name: 'Carpentry course',
        label: 'One instalment',
        price: { unitAmount: 25_000, interval: 'month' },
      },
    ],
    { above: ABOVE },
  ),
  customer('Theo Grant', { clock: true }),
  {
    blocks: {
      ele: {
        kind: 'payment-element',
        label: 'Card at enrolment',
        at: [COLUMN[1], ROW],
        props: { platform: 'web', mode: 'setup' },
      },
      card: { kind: 'setup-intent', label: 'Keep the card', at: [COLUMN[1], ABOVE] },
      plan: {
        kind: 'subscription-schedule',
        label: 'Four instalments',
        at: [COLUMN[2], ROW - 8],
        props: {
          phases: [{ quantity: 1, durationInterval: 'month', durationCount: 4, proration: 'none' }],
          endBehavior: 'cancel',
        },
      },
      dun: {
        kind: 'dunning',
        label: 'Smart retries',
        at: [COLUMN[1], BELOW],
        props: { finalAction: 'past_due' },
      },
    },
    connections: [
      'cus.customer > ele.customer',
      'cus.customer > card.customer',
      'cus.customer > plan.customer',
      'ele.element > card.element',
      'card.payment-method > plan.payment-method',
      'coursePrice.price > plan.price',
      'dun.dunning > plan.dunning',
      'ele.money-out > plan.money-in',
    ],
  },
  kept(['plan'], [COLUMN[3], ROW], 'Own revenue'),
  webhooks(
    'plan',
    [...EVENTS.billing, ...EVENTS.dispute, ...EVENTS.warning],
    [
      {
        id: 'seat',
        label: 'Book it',
        events: ['invoice.paid'],
        props: { grants: 'invoice_paid' },
      },
      HANDLER.renewal,
      HANDLER.disputed,
    ],
  ),
)

/** Paid in parts. */
export const instalments: Template = {
  id: 'instalments',
  title: 'Pay in instalments',
  summary: 'Subscription schedule that ends',
  story:
    'Theo enrols in a carpentry course for $1,000.00 and pays it in four monthly instalments of $250.00. His card is kept at enrolment; after the fourth payment the schedule ends by itself. A declined instalment is retried, and he keeps his place meanwhile.',
  assumptions: ['Four instalments of $250.00', 'No interest', 'US card at list price for each'],
  document: buildDocument({
    name: 'Pay in instalments',
    ...part,
    groups: { catalog: { title: 'Catalog', blocks: ['course', 'coursePrice'].map(blockId) } },
    scenarios: renewalScenarios,
  }),
}
