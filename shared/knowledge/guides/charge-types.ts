import type { Guide } from '../guide.ts'

/** How to choose between direct, destination and separate charges. */
export const chargeTypes: Guide = {
  id: 'charge-types',
  title: 'Choosing a charge type',
  summary: 'Three questions decide who is the merchant, who pays the fee and who loses a dispute.',
  keywords: [
    'direct',
    'destination',
    'separate charges and transfers',
    'merchant of record',
    'marketplace',
    'connect',
  ],
  sources: [
    'https://docs.stripe.com/connect/charges',
    'https://docs.stripe.com/connect/design-an-integration',
  ],
  parts: [
    { part: 'text', text: 'Ask three questions, in this order.' },
    {
      part: 'list',
      items: [
        'Who sells? The name on the statement, the one who answers complaints and owes the refund: provider or platform.',
        'How many are paid from one payment? None, one, or several.',
        'When may they have the money? At once, or only after something has happened.',
      ],
    },
    {
      part: 'table',
      titles: ['If', 'then', 'Merchant', 'Stripe fee from', 'Refunds and disputes from', 'To undo it'],
      rows: [
        ['nobody else is paid', 'platform charge', 'platform', 'platform', 'platform', 'refund'],
        [
          'the provider sells in its own name',
          'direct charge',
          'provider',
          'provider, or platform where it owns pricing',
          'provider',
          'refund on the provider’s account, application fee by choice',
        ],
        [
          'the platform sells, one provider is paid at once',
          'destination charge',
          'platform, or the provider with `on_behalf_of`',
          'platform',
          'platform',
          'refund with `reverse_transfer`',
        ],
        [
          'the platform sells, several are paid, or later',
          'separate charges and transfers',
          'platform',
          'platform',
          'platform',
          'refund, and a reversal of each transfer',
        ],
      ],
    },
    { part: 'heading', text: 'Accounts that go with it' },
    {
      part: 'table',
      titles: ['Charge type', 'Dashboard', 'Fees', 'Losses'],
      rows: [
        ['direct', '`full`', '`stripe`', '`stripe`'],
        ['destination, separate', '`express` or `none`', '`application`', '`application`'],
      ],
    },
    { part: 'heading', text: 'What other designs do' },
    {
      part: 'table',
      titles: ['Design', 'Blocks', 'Charge type and what to mind'],
      rows: [
        [
          'Software by the seat',
          'product, price, checkout session, customer portal, dunning',
          'platform; quantity is the seats, changes are prorated',
        ],
        [
          'By use',
          'meter, price, usage event, subscription',
          'platform; billed afterwards; Metronome beyond simple cases',
        ],
        [
          'Marketplace, one seller',
          'payment element, payment intent, connected account',
          'destination with an application fee',
        ],
        [
          'Cart with several sellers',
          'payment intent, split, transfers',
          'separate; transfers bound to the charge, a reversal per seller',
        ],
        [
          'Bundle of several providers',
          'subscription, split by line item, transfers',
          'separate; a subscription knows one destination only',
        ],
        [
          'Deposit',
          'payment intent with manual capture, capture',
          'hold at most 7 days, with Visa 4 days and 18 hours where the customer is absent; save the card for longer stays',
        ],
        [
          'Donations',
          'payment link or subscription',
          'direct, the charity is the merchant, or destination; a minimum amount against card testing',
        ],
        [
          'Services on demand',
          'payment intent, connected account',
          'destination; a tip is a second payment; instant payouts by choice, a delay against disputes',
        ],
        [
          'Net 30 for businesses',
          'invoice, credit note, ledger',
          'platform; by bank debit or transfer; deliver on `invoice.paid`, not on `active`',
        ],
        [
          'Crowdfunding',
          'payment intent, hold, split; or setup intent and charge at the goal',
          'separate; money is held, never “in escrow”',
        ],
        [
          'Digital goods',
          'checkout session, tax, radar',
          'platform; app shops may insist on their own payment',
        ],
        [
          'Physical goods',
          'checkout session, capture at dispatch, refund',
          'platform; capture before the window ends',
        ],
        [
          'Franchise',
          'payment intent, connected account',
          'destination with `on_behalf_of`, or direct when the franchisee contracts',
        ],
        [
          'Platform for merchants',
          'connected account as merchant, checkout session, application fee',
          'direct; fees and losses with Stripe',
        ],
        ['Instalments', 'subscription schedule that ends by itself', 'as the sale itself'],
        [
          'Subscription to one provider',
          'subscription, connected account',
          'destination with a percentage, or direct with an application fee',
        ],
      ],
    },
  ],
}
