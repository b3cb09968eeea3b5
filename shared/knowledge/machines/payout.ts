import { drawsWith } from '../drawn.ts'
import type { StateMachine } from '../state-machine.ts'

/** The life of a payout. */
export const payout: StateMachine = {
  id: 'payout',
  title: 'Payout',
  summary: 'Money leaves Stripe for a bank account.',
  notes: [
    'Payouts follow a schedule of the account; only with a manual schedule do you make them yourself.',
    '`paid` is not the last word: a bank can send the money back for up to five business days. Tell the provider to correct the bank account; the money is in the balance again.',
    'After a payout a provider’s balance is empty: a reversal then fails or makes it negative. Delay payouts where refunds and disputes are likely.',
  ],
  source: 'https://docs.stripe.com/payouts',
  kinds: ['payout', 'connected-account', 'platform-balance'],
  absent: 'No balance in this design is paid out.',
  states: [
    { id: 'pending', meaning: 'not yet with the bank', told: 'status', at: [0, 0] },
    { id: 'in_transit', meaning: 'given to the bank', told: 'status', at: [1, 0] },
    { id: 'paid', meaning: 'in the bank account', told: 'status', end: 'good', at: [2, 0] },
    { id: 'canceled', meaning: 'back in the balance', told: 'status', end: 'neutral', at: [0, 1] },
    { id: 'failed', meaning: 'the bank sent it back', told: 'status', end: 'bad', at: [2, 1] },
  ],
  transitions: [
    {
      from: 'start',
      to: 'pending',
      trigger: 'The schedule says so; with a manual one, you do.',
      says: 'schedule',
      events: ['payout.created'],
      route: { from: ['n'], to: ['n'] },
    },
    {
      from: 'pending',
      to: 'in_transit',
      trigger: 'Stripe hands it to the bank.',
      says: 'sent',
      events: ['payout.updated'],
      route: { from: ['e'], to: ['w'] },
    },
    {
      from: 'in_transit',
      to: 'paid',
      trigger: 'The day of arrival comes.',
      says: 'arrives',
      events: ['payout.paid'],
      route: { from: ['e'], to: ['w'] },
    },
    {
      from: 'pending',
      to: 'canceled',
      trigger: 'You cancel one that you made yourself.',
      says: 'cancel, manual only',
      events: ['payout.canceled'],
      route: { from: ['s'], to: ['n'] },
      when: flow => drawsWith(flow, ['payout'], ['interval', 'manual']),
    },
    {
      from: 'in_transit',
      to: 'failed',
      trigger: 'The bank refuses it.',
      says: 'refused',
      events: ['payout.failed'],
      route: { from: ['s'], to: ['w'] },
    },
    {
      from: 'paid',
      to: 'failed',
      trigger: 'The bank sends it back, up to five business days later.',
      says: 'sent back',
      events: ['payout.failed'],
      route: { from: ['s'], to: ['n'] },
    },
  ],
}
