import type { Guidance } from './guidance.ts'

/** Advice on customers and the ways in which they pay. */
export const customer: Readonly<Record<string, Guidance>> = {
  customer: {
    when: 'Whenever somebody pays more than once, gets invoices, or saves a card. One per person or company, not one per order.',
    instead: [
      {
        when: 'The buyer comes once and wants no account',
        take: 'a guest at Checkout',
        kind: 'checkout-session',
      },
      {
        when: 'The same business buys from you and sells through you',
        take: 'a v2 account with both configurations',
        kind: 'connected-account',
      },
    ],
    calls: ['customers.create', 'customers.update', 'paymentMethods.attach', 'v2.core.accounts.create'],
    guides: ['which-product'],
  },
  'payment-element': {
    when: 'You want your own page or app around the form, with every method that the Dashboard allows.',
    instead: [
      { when: 'You want to be live this week', take: 'Checkout', kind: 'checkout-session' },
      { when: 'You have no developers', take: 'a payment link', kind: 'payment-link' },
      {
        when: 'You only want to save a card',
        take: 'a setup intent behind the same form',
        kind: 'setup-intent',
      },
    ],
    calls: ['customerSessions.create', 'paymentMethods.attach', 'customers.update'],
    machine: 'payment-intent',
    fees: ['card', 'card_international'],
    guides: ['which-product', 'life-of-a-card-charge'],
  },
  'checkout-session': {
    when: 'A cart or a plan is paid on a page that Stripe builds, with coupons, tax, shipping and receipts included.',
    instead: [
      {
        when: 'The form must stand inside your own page',
        take: 'the Payment Element',
        kind: 'payment-element',
      },
      { when: 'One link for everybody is enough', take: 'a payment link', kind: 'payment-link' },
    ],
    calls: ['checkout.sessions.create', 'paymentMethods.attach', 'customers.update'],
    machine: 'payment-intent',
    fees: ['card', 'card_international'],
    guides: ['which-product', 'event-sets'],
  },
  'payment-link': {
    when: 'One address sells the same thing to many people: a talk, a donation, a single product.',
    instead: [
      { when: 'Every cart is different', take: 'a Checkout session per order', kind: 'checkout-session' },
      { when: 'The buyer pays later, with terms', take: 'an invoice', kind: 'invoice' },
    ],
    calls: ['paymentLinks.create'],
    machine: 'payment-intent',
    fees: ['card', 'card_international'],
    guides: ['which-product'],
  },
  'customer-portal': {
    when: 'Subscribers shall change cards, plans or minds without writing to you. It is also the cheapest cure for failed renewals.',
    instead: [
      {
        when: 'Changes need your approval, as in a bundle of several providers',
        take: 'own pages, with calls of yours',
        kind: 'subscription',
      },
      { when: 'Only a new card is wanted', take: 'a setup intent behind a form', kind: 'setup-intent' },
    ],
    calls: ['billingPortal.configurations.create', 'billingPortal.sessions.create'],
    machine: 'subscription',
    guides: ['discovery-questions'],
  },
}
