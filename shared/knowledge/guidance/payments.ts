import type { Guidance } from './guidance.ts'

/** Advice on single payments and saved methods. */
export const payments: Readonly<Record<string, Guidance>> = {
  'payment-intent': {
    when: 'One amount is collected once, in your own flow: an order, a deposit, a tip, a charge of a saved card.',
    instead: [
      { when: 'It recurs', take: 'a subscription', kind: 'subscription' },
      { when: 'Stripe may build the page', take: 'Checkout', kind: 'checkout-session' },
      { when: 'Nothing is charged yet', take: 'a setup intent', kind: 'setup-intent' },
    ],
    calls: ['paymentIntents.create', 'paymentIntents.confirm'],
    machine: 'payment-intent',
    fees: ['card', 'card_international', 'currency_conversion'],
    guides: ['charge-types', 'life-of-a-card-charge'],
  },
  'setup-intent': {
    when: 'A card is saved now and charged later, without the customer: stays of more than a week, charges at a goal, damages.',
    instead: [
      {
        when: 'Something is charged now as well',
        take: 'a payment intent with future usage',
        kind: 'payment-intent',
      },
      { when: 'It is for a subscription', take: 'the subscription’s own form', kind: 'subscription' },
    ],
    calls: ['setupIntents.create', 'setupIntents.confirm'],
    guides: ['which-product'],
  },
  'payment-method': {
    when: 'The design shall say which card or account pays: a saved one, a slow one, one that fails in a test.',
    instead: [{ when: 'The customer chooses', take: 'the Payment Element', kind: 'payment-element' }],
    calls: ['paymentMethods.attach', 'customers.update'],
    fees: ['card', 'ach_debit', 'link_instant_bank', 'klarna'],
    guides: ['test-cards-and-clocks'],
  },
  capture: {
    when: 'Money is held first and taken once something is certain: the parcel leaves, the stay ends, the amount is known.',
    instead: [
      {
        when: 'More than about seven days lie between',
        take: 'a setup intent, and a charge on the day',
        kind: 'setup-intent',
      },
      {
        when: 'The money may be taken, but not passed on yet',
        take: 'a hold before the transfer',
        kind: 'hold',
      },
    ],
    calls: ['paymentIntents.capture', 'paymentIntents.cancel'],
    machine: 'payment-intent',
  },
}
