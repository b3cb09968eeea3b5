import type { Guide } from '../guide.ts'

/** Which of Stripe's products does which job. */
export const whichProduct: Guide = {
  id: 'which-product',
  title: 'Which product for which job',
  summary: 'What Stripe offers for a job, and the tempting way that costs more later.',
  keywords: ['choose', 'products', 'compare', 'terminal', 'identity', 'sigma', 'global payouts'],
  sources: [
    'https://docs.stripe.com/payments/online-payments',
    'https://docs.stripe.com/connect',
    'practice',
  ],
  parts: [
    {
      part: 'table',
      titles: ['The job', 'Take', 'Rather than'],
      rows: [
        ['Sell without writing code', 'Payment Links', 'a form of your own'],
        ['Take payment on the web, soon', 'Checkout, hosted or embedded', 'card fields of your own'],
        [
          'Take payment in your own look',
          'Payment Element, on Checkout Sessions (`elements`) or PaymentIntents',
          'the old Card Element',
        ],
        [
          'Take payment in a mobile app',
          'PaymentSheet or the mobile Payment Element, with a PaymentIntent or a subscription',
          'a web view that holds keys',
        ],
        [
          'Charge later, without the customer',
          'SetupIntent, then a PaymentIntent with `off_session`',
          'storing card numbers',
        ],
        [
          'Be paid again and again',
          'Billing: subscriptions, schedules, the customer portal',
          'a renewal loop of your own',
        ],
        ['Send an invoice with terms', 'Invoicing with `send_invoice`', 'a subscription that never renews'],
        [
          'Pay several parties from one payment',
          'Connect with separate charges and transfers',
          'one subscription per provider, which is several payments',
        ],
        [
          'Pay one party per sale',
          'Connect with destination charges; direct charges when that party sells in its own name',
          'bank transfers by hand',
        ],
        ['Pay people who sell nothing', 'Global Payouts', 'a connected account without sales'],
        ['Fight fraud', 'Radar, 3D Secure, early fraud warnings', 'a blacklist alone'],
        ['Charge sales tax or VAT', 'Stripe Tax, with your registrations', 'rates by guess'],
        [
          'Bill by use',
          'Meters; Metronome once contracts, credits or volume grow',
          'usage records, which no longer exist',
        ],
        ['Verify people or bank accounts', 'Identity, Financial Connections', 'photographs by mail'],
        ['Take cards in person', 'Terminal, the one place for `card_present`', 'typing the number in'],
        [
          'Close the books',
          'Balance transactions, payout reconciliation, Revenue Recognition, Sigma',
          'adding up webhooks',
        ],
      ],
    },
  ],
}
