import type { Guide } from '../guide.ts'

/** What SaaS, marketplaces and shops need from payments. */
export const businessModels: Guide = {
  id: 'business-models',
  title: 'Payment needs by business model',
  summary: 'What software, marketplaces and shops each need from payments, side by side.',
  keywords: ['saas', 'marketplace', 'ecommerce', 'shop', 'needs', 'sales talk'],
  sources: ['practice', 'https://docs.stripe.com/saas', 'https://docs.stripe.com/connect/marketplaces'],
  parts: [
    {
      part: 'table',
      titles: ['Need', 'Software by subscription', 'Marketplace', 'Shop'],
      rows: [
        [
          'How customers pay',
          'Checkout or Payment Element, often after a trial',
          'Payment Element or Checkout, with saved cards',
          'Checkout with wallets, also as a guest',
        ],
        [
          'What they pay',
          'seats, tiers, use, extras',
          'the seller’s price; a commission within it',
          'cart, shipping, coupons',
        ],
        ['How often', 'by month or year, prorated when it changes', 'per order or per bundle', 'per order'],
        [
          'Who else is paid',
          'nobody; a fee when it enables merchants',
          'each seller by transfer, then by payout',
          'nobody; own payouts',
        ],
        [
          'When a payment fails',
          'retries, card updates, a pause',
          'ask again, divide only what was paid',
          'at once: another card or method',
        ],
        [
          'Money back',
          'credit notes, credit for unused time',
          'a refund, and a reversal for each seller',
          'parts of an order, returns',
        ],
        [
          'Risks',
          'abused trials, card testing',
          'dishonest sellers, disputes after payouts',
          'stolen cards, parcels not received',
        ],
        [
          'Tax',
          'digital services, by where the customer is',
          'marketplace rules say who owes it',
          'by delivery address',
        ],
        [
          'Books',
          'revenue earned over time',
          'other people’s balances, a statement for each',
          'fees, shipping, stock',
        ],
        [
          'Events to act on',
          '`customer.subscription.*`, `invoice.*`',
          'those, and `transfer.*`, account and capability events',
          '`payment_intent.*`, `checkout.session.*`, `refund.*`',
        ],
      ],
    },
  ],
}
