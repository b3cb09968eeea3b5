import type { Guidance } from './guidance.ts'

/** Advice on events, books and the world outside. */
export const operations: Readonly<Record<string, Guidance>> = {
  'webhook-endpoint': {
    when: 'Always. Renewals, disputes, slow methods and payouts happen while nobody is looking; events are how you learn of them.',
    instead: [
      { when: 'You need providers’ events as well', take: 'a second endpoint for connected accounts' },
      { when: 'Accounts are v2', take: 'one with thin events, besides' },
    ],
    calls: ['webhookEndpoints.create', 'v2.core.eventDestinations.create'],
    guides: ['event-sets'],
  },
  'event-handler': {
    when: 'Something must happen when an event comes. It answers at once, works from a queue, and is prepared for the same event twice.',
    instead: [
      { when: 'It happens in Stripe anyway', take: 'nothing: do not repeat what the Dashboard does' },
    ],
    calls: [],
    guides: ['event-sets'],
  },
  condition: {
    when: 'The way depends on an amount, a state or a label: large orders are reviewed, small ones pass.',
    instead: [{ when: 'It is about fraud', take: 'a rule of Radar', kind: 'radar' }],
    calls: [],
  },
  ledger: {
    when: 'Money of others passes through you. Every payment, share, refund and fee becomes an entry that sums to zero.',
    instead: [{ when: 'Nobody else is paid', take: 'Stripe’s own reports', kind: 'report' }],
    calls: [],
  },
  report: {
    when: 'Accountants and providers want to see what a payout was made of.',
    instead: [{ when: 'You need your own books', take: 'a ledger', kind: 'ledger' }],
    calls: ['balanceTransactions.list'],
  },
  'external-system': {
    when: 'Something outside Stripe belongs to the picture: a shop, a warehouse, an accounting system.',
    instead: [{ when: 'It only listens to Stripe', take: 'an event handler', kind: 'event-handler' }],
    calls: [],
  },
  note: {
    when: 'A decision, a promise or an open question should stand beside what it is about.',
    instead: [{ when: 'A block needs another name', take: 'its label' }],
    calls: [],
  },
}
