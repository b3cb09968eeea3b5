import { draws } from '../drawn.ts'
import type { StateMachine } from '../state-machine.ts'

/** The life of a transfer. */
export const transfer: StateMachine = {
  id: 'transfer',
  title: 'Transfer',
  summary: 'A share on its way to a provider’s balance. It has no status; amounts tell its story.',
  notes: [
    'Bound to a charge by `source_transaction`, a transfer can be made at once: its money becomes available to the provider when the charge’s does. Without it, the platform’s available balance must suffice.',
    'In the provider’s account it appears as a payment whose id begins with `py_`.',
    'A refund or dispute of the charge takes nothing back: reversals are calls of yours. They never exceed what is left of the transfer.',
  ],
  source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  kinds: ['transfer'],
  absent: 'This design pays nobody else.',
  states: [
    { id: 'created', meaning: 'the share is the provider’s', told: 'flag', at: [0, 0] },
    { id: 'amount_reversed', meaning: 'a part was taken back', told: 'flag', at: [1, 0] },
    { id: 'reversed', meaning: 'all of it was taken back', told: 'flag', end: 'neutral', at: [2, 0] },
  ],
  transitions: [
    {
      from: 'start',
      to: 'created',
      trigger: 'You transfer, once the payment is certain.',
      says: 'transfer',
      events: ['transfer.created'],
      route: { from: ['n'], to: ['n'] },
    },
    {
      from: 'created',
      to: 'amount_reversed',
      trigger: 'A part is reversed, as when one service is refunded.',
      says: 'reverse a part',
      events: ['transfer.reversed'],
      route: { from: ['e'], to: ['w'] },
      when: flow => draws(flow, 'transfer-reversal'),
    },
    {
      from: 'amount_reversed',
      to: 'amount_reversed',
      trigger: 'Another part is reversed.',
      says: 'another part',
      events: ['transfer.reversed'],
      route: { from: ['n', -30], to: ['n', 30], via: [-0.36], label: 1 },
      when: flow => draws(flow, 'transfer-reversal'),
    },
    {
      from: 'amount_reversed',
      to: 'reversed',
      trigger: 'The rest is reversed.',
      says: 'reverse the rest',
      events: ['transfer.reversed'],
      route: { from: ['e'], to: ['w'] },
      when: flow => draws(flow, 'transfer-reversal'),
    },
    {
      from: 'created',
      to: 'reversed',
      trigger: 'Everything is reversed at once, as after a dispute.',
      says: 'reverse all of it',
      events: ['transfer.reversed'],
      route: { from: ['s'], to: ['s'], via: [0.42], label: 1, below: true },
      when: flow => draws(flow, 'transfer-reversal'),
    },
  ],
}
