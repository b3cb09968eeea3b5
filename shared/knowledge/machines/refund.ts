import { canBeSlow } from '../drawn.ts'
import type { StateMachine } from '../state-machine.ts'

/** The life of a refund. */
export const refund: StateMachine = {
  id: 'refund',
  title: 'Refund',
  summary: 'Money on its way back, which can still come to nothing.',
  notes: [
    'A card refund mostly succeeds at once, and the customer sees it five to ten days later. It can fail long after: a closed account sends the money back to your balance, and the customer still has none.',
    'Listen to `refund.failed`: somebody must then pay the customer in another way.',
    'The processing fee is not returned with a refund.',
  ],
  source: 'https://docs.stripe.com/refunds',
  kinds: ['refund', 'credit-note'],
  absent:
    'This design draws no refund. The Dashboard can still make one: shares that went to providers then stay where they are.',
  states: [
    { id: 'requires_action', meaning: 'asks where to send it', told: 'status', at: [0, 0] },
    { id: 'pending', meaning: 'given to the bank', told: 'status', at: [1, 0] },
    { id: 'succeeded', meaning: 'the bank has taken it', told: 'status', end: 'good', at: [2, 0] },
    { id: 'canceled', meaning: 'nobody said where', told: 'status', end: 'neutral', at: [0, 1] },
    { id: 'failed', meaning: 'back in your balance', told: 'status', end: 'bad', at: [1, 1] },
  ],
  transitions: [
    {
      from: 'start',
      to: 'pending',
      trigger: 'You refund all or part of a charge, or book a credit note with a refund.',
      says: 'refund',
      events: ['refund.created'],
      route: { from: ['n'], to: ['n'] },
    },
    {
      from: 'pending',
      to: 'succeeded',
      trigger: 'The bank accepts the money.',
      says: 'accepted',
      events: ['refund.updated', 'charge.refunded'],
      route: { from: ['e'], to: ['w'] },
    },
    {
      from: 'pending',
      to: 'requires_action',
      trigger: 'The method cannot take money back by itself: Stripe asks the customer for bank details.',
      says: 'details needed',
      events: ['refund.updated'],
      route: { from: ['w'], to: ['e'] },
      when: canBeSlow,
    },
    {
      from: 'requires_action',
      to: 'canceled',
      trigger: 'The customer does not answer, or you cancel it.',
      says: 'no answer, or cancel',
      events: ['refund.updated'],
      route: { from: ['s'], to: ['n'] },
      when: canBeSlow,
    },
    {
      from: 'pending',
      to: 'failed',
      trigger: 'The bank refuses: the account is closed, the card is lost.',
      says: 'refused',
      events: ['refund.failed'],
      route: { from: ['s'], to: ['n'] },
    },
    {
      from: 'succeeded',
      to: 'failed',
      trigger: 'The bank sends the money back after all.',
      says: 'sent back later',
      events: ['refund.failed'],
      route: { from: ['s'], to: ['e'] },
    },
  ],
}
