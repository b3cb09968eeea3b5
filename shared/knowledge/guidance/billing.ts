import type { Guidance } from './guidance.ts'

/** Advice on recurring payments and invoices. */
export const billing: Readonly<Record<string, Guidance>> = {
  subscription: {
    when: 'The same customer pays again and again. Several services of one currency make one subscription, one invoice, one payment.',
    instead: [
      {
        when: 'The plan changes on dates known beforehand, or ends after some instalments',
        take: 'a subscription schedule',
        kind: 'subscription-schedule',
      },
      { when: 'It is paid once', take: 'a payment intent or Checkout', kind: 'payment-intent' },
      { when: 'It is billed now and then, with terms', take: 'invoices', kind: 'invoice' },
    ],
    calls: ['subscriptions.create', 'subscriptions.update', 'subscriptions.cancel'],
    machine: 'subscription',
    fees: ['card', 'billing_payg'],
    guides: ['event-sets', 'test-cards-and-clocks'],
  },
  'subscription-schedule': {
    when: 'Phases: an introductory price, instalments that end, a change agreed for a date.',
    instead: [
      { when: 'It simply goes on', take: 'a subscription', kind: 'subscription' },
      { when: 'It begins free of charge', take: 'a trial', kind: 'trial' },
    ],
    calls: ['subscriptionSchedules.create'],
    machine: 'subscription',
    fees: ['card', 'billing_payg'],
  },
  invoice: {
    when: 'A business pays later, by terms, against a document. Also for one-off work for a known customer.',
    instead: [
      {
        when: 'It comes back every month',
        take: 'a subscription, which writes its own invoices',
        kind: 'subscription',
      },
      { when: 'It is paid at once', take: 'Checkout', kind: 'checkout-session' },
    ],
    calls: [
      'invoices.create',
      'invoiceItems.create',
      'invoices.finalizeInvoice',
      'invoices.sendInvoice',
      'invoices.pay',
    ],
    machine: 'invoice',
    fees: ['invoicing_starter', 'card', 'ach_debit'],
  },
  trial: {
    when: 'The first days are free. Decide beforehand what happens to those who never gave a card.',
    instead: [
      {
        when: 'The first months are cheaper, not free',
        take: 'a coupon that lasts some months',
        kind: 'coupon',
      },
      {
        when: 'You want a card on file and money at once',
        take: 'no trial, and a promise to refund',
        kind: 'refund',
      },
    ],
    calls: [],
    machine: 'subscription',
  },
  dunning: {
    when: 'For every subscription that charges by itself: one in several renewals fails at some time. The settings stand in the Dashboard; the block tells which, and plays them.',
    instead: [
      { when: 'Invoices are sent, not charged', take: 'reminders, and days until due', kind: 'invoice' },
    ],
    calls: [],
    machine: 'subscription',
    guides: ['life-of-a-card-charge'],
  },
  'credit-note': {
    when: 'A finalised invoice was too high. It corrects the document, and gives back, credits, or lowers what is owed.',
    instead: [
      { when: 'There is no invoice', take: 'a refund', kind: 'refund' },
      { when: 'Nothing has been paid and all of it is wrong', take: 'voiding the invoice' },
    ],
    calls: ['creditNotes.create'],
    machine: 'refund',
  },
  'test-clock': {
    when: 'In every design with a subscription: a year of renewals passes in a minute. It exists in sandboxes only.',
    instead: [{ when: 'Payments do not recur', take: 'no clock; time does nothing there' }],
    calls: [
      'testHelpers.testClocks.create',
      'testHelpers.testClocks.advance',
      'testHelpers.testClocks.retrieve',
    ],
    guides: ['test-cards-and-clocks'],
  },
}
