import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, BELOW, COLUMN, ROW, STEP } from './grid.ts'
import { afterSale, customer, EVENTS, HANDLER, join, kept, onceScenarios, webhooks } from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  customer('Imani Brooks'),
  {
    blocks: {
      ele: {
        kind: 'payment-element',
        label: 'Card at booking',
        at: [COLUMN[1], ABOVE],
        props: { mode: 'setup' },
      },
      card: { kind: 'setup-intent', label: 'Keep the card', at: [COLUMN[1], ROW] },
      deposit: {
        kind: 'payment-intent',
        label: 'Deposit at pick-up',
        at: [COLUMN[2], ROW - 8],
        props: { amount: 30_000, captureMethod: 'manual', offSession: true, confirm: true },
      },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[2], ABOVE] },
      take: {
        kind: 'capture',
        label: 'Charge damage',
        at: [COLUMN[3], ROW],
        props: { amount: 7500, withinHours: 96, otherwise: 'cancel' },
      },
      desk: {
        kind: 'external-system',
        label: 'Rental desk',
        at: [COLUMN[1], BELOW],
        props: { name: 'Return of the bike' },
      },
      long: {
        kind: 'note',
        label: 'Longer rentals',
        at: [COLUMN[1], BELOW + STEP.card],
        props: {
          text: 'An authorisation lasts at most seven days.\nFor longer rentals authorise again, or charge the kept card after the return.',
        },
      },
    },
    connections: [
      'cus.customer > ele.customer',
      'cus.customer > card.customer',
      'cus.customer > deposit.customer',
      'ele.element > card.element',
      'card.payment-method > deposit.payment-method',
      'risk.radar > deposit.radar',
      'deposit.money-out > take.money-in',
      'desk.event-out > take.event-in',
    ],
  },
  kept(['take'], [COLUMN[4], ROW], 'Own revenue'),
  webhooks(
    'deposit',
    [
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
      { id: 'held', label: 'Hand over', events: ['payment_intent.amount_capturable_updated'] },
      {
        id: 'declined',
        label: 'Declined',
        events: ['payment_intent.payment_failed', 'payment_intent.requires_action'],
      },
      { id: 'ended', label: 'Released', events: ['charge.expired', 'payment_intent.canceled'] },
      HANDLER.disputed,
      HANDLER.returned,
    ],
  ),
  afterSale('take', { dispute: { recover: 'none' } }),
)

/** Money blocked, not taken. */
export const rentalDeposit: Template = {
  id: 'rental-deposit',
  title: 'Deposit for a rental',
  summary: 'Saved card, manual capture',
  story:
    'Imani rents a cargo bike for the weekend. Her card is kept at booking; at pick-up $300.00 are blocked on it. She brings the bike back with a broken light: $75.00 are taken, and the rest is free again at once.',
  assumptions: [
    'Deposit of $300.00, damage of $75.00',
    'Authorised without the customer: captured within four days',
    'US card at list price on what is captured',
  ],
  document: buildDocument({
    name: 'Deposit for a rental',
    ...part,
    groups: { after: { title: 'After the rental', blocks: ['dp', 'rf'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
