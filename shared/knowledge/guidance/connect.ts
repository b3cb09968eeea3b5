import type { Guidance } from './guidance.ts'

/** Advice on paying others. */
export const connect: Readonly<Record<string, Guidance>> = {
  'platform-balance': {
    when: 'To see what stays: after fees, shares, refunds and disputes. Also where shares wait that cannot be sent yet.',
    instead: [
      { when: 'The money is another business’s', take: 'its connected account', kind: 'connected-account' },
    ],
    calls: ['balance.retrieve', 'balanceSettings.update'],
    machine: 'payout',
    guides: ['planning-risks'],
  },
  'connected-account': {
    when: 'For each business or person that your platform pays for sales, or that sells through it.',
    instead: [
      {
        when: 'They are paid without selling: winners, contributors',
        take: 'Global Payouts, outside this design',
        kind: 'external-system',
      },
      { when: 'They are staff or suppliers', take: 'payroll, or their own invoices' },
    ],
    calls: ['v2.core.accounts.create', 'v2.core.accounts.retrieve', 'accounts.create', 'accounts.retrieve'],
    machine: 'capability',
    fees: ['connect_active_account', 'connect_payout', 'connect_cross_border'],
    guides: ['charge-types'],
  },
  onboarding: {
    when: 'For every connected account: Stripe must know who it pays. Hosted is the least work; embedded keeps your look.',
    instead: [
      {
        when: 'The account exists already',
        take: 'its id in the account’s block',
        kind: 'connected-account',
      },
    ],
    calls: ['v2.core.accountLinks.create', 'accountLinks.create', 'accountSessions.create'],
    machine: 'capability',
  },
  split: {
    when: 'One payment belongs to several. It computes shares to the cent and moves nothing: it looks up what was paid, and transfers carry the shares out.',
    instead: [
      {
        when: 'Exactly one is paid, at once',
        take: 'a destination charge with an application fee',
        kind: 'application-fee',
      },
      {
        when: 'The provider sells in its own name',
        take: 'a direct charge on its account',
        kind: 'connected-account',
      },
    ],
    calls: ['invoicePayments.list', 'invoices.listLineItems', 'paymentIntents.retrieve'],
    machine: 'transfer',
    guides: ['charge-types', 'planning-risks'],
  },
  transfer: {
    when: 'A share moves from the platform’s balance to a provider’s, after the payment is certain.',
    instead: [
      {
        when: 'One provider gets it with the payment',
        take: 'a destination on the payment',
        kind: 'payment-intent',
      },
      { when: 'Money leaves for a bank', take: 'a payout', kind: 'payout' },
    ],
    calls: ['transfers.create', 'paymentIntents.retrieve', 'creditNotes.list', 'disputes.list'],
    machine: 'transfer',
    guides: ['charge-types'],
  },
  'application-fee': {
    when: 'Your cut of a direct or destination charge, taken with the payment.',
    instead: [
      { when: 'Charges are separate', take: 'the commission of the split', kind: 'split' },
      { when: 'Providers pay you monthly', take: 'a subscription of theirs', kind: 'subscription' },
    ],
    calls: ['applicationFees.createRefund'],
  },
  'transfer-reversal': {
    when: 'Wherever a refund or a dispute can follow a transfer. Nothing takes a share back by itself.',
    instead: [
      { when: 'It was a destination charge', take: 'a refund with its transfer reversed', kind: 'refund' },
      { when: 'The provider’s balance is empty', take: 'less at the next transfer', kind: 'split' },
    ],
    calls: ['transfers.createReversal'],
    machine: 'transfer',
    guides: ['planning-risks'],
  },
  payout: {
    when: 'You decide when a balance leaves for the bank: a delay against disputes, a weekly rhythm, instant for a fee.',
    instead: [
      { when: 'Daily by default is right', take: 'no block at all' },
      { when: 'Money must wait for an event', take: 'a hold before the transfer', kind: 'hold' },
    ],
    calls: ['balanceSettings.update', 'payouts.create'],
    machine: 'payout',
    fees: ['connect_payout', 'instant_payout'],
  },
  'top-up': {
    when: 'The platform’s balance must carry something that payments do not: refunds, shares paid in advance.',
    instead: [
      { when: 'Transfers can wait for their charge', take: 'transfers bound to it', kind: 'transfer' },
    ],
    calls: ['topups.create'],
  },
  hold: {
    when: 'The customer has paid, but the provider shall wait: until the work is done, or for some days.',
    instead: [
      { when: 'The customer shall not pay yet', take: 'a capture later', kind: 'capture' },
      { when: 'The provider may see the money, not have it', take: 'a slower payout', kind: 'payout' },
    ],
    calls: [],
    guides: ['discovery-questions'],
  },
}
