import type { Guidance } from './guidance.ts'

/** Advice on what is sold, and for how much. */
export const catalog: Readonly<Record<string, Guidance>> = {
  product: {
    when: 'For each thing that is sold under its own name. With several providers: one for each, so that a line of the invoice tells whom it belongs to.',
    instead: [
      {
        when: 'The same thing has another price or period',
        take: 'another price of the same product',
        kind: 'price',
      },
      { when: 'An amount is agreed once', take: 'a line on an invoice', kind: 'invoice' },
    ],
    calls: ['products.create'],
  },
  price: {
    when: 'For each amount, currency and period at which a product is sold. A price never changes: make a new one.',
    instead: [
      { when: 'A few customers pay less', take: 'a coupon', kind: 'coupon' },
      {
        when: 'The amount is decided per order',
        take: 'the amount of a payment intent',
        kind: 'payment-intent',
      },
    ],
    calls: ['prices.create'],
  },
  coupon: {
    when: 'A discount for a time, for some products, or for some customers. Decide who funds it before you divide payments.',
    instead: [
      { when: 'Customers type a code', take: 'a promotion code in front of it', kind: 'promotion-code' },
      { when: 'Everybody pays less from now on', take: 'a new price', kind: 'price' },
      { when: 'It makes up for a mistake', take: 'a credit note', kind: 'credit-note' },
    ],
    calls: ['coupons.create'],
    guides: ['planning-risks'],
  },
  'promotion-code': {
    when: 'A word that customers type, with limits of its own: first order only, a minimum, an end.',
    instead: [{ when: 'You give the discount yourself', take: 'the coupon alone', kind: 'coupon' }],
    calls: ['promotionCodes.create'],
  },
  tax: {
    when: 'You owe sales tax, VAT or GST somewhere. Stripe computes and collects; registering and filing remain yours.',
    instead: [
      { when: 'Rates are few and known', take: 'fixed rates in the same block' },
      { when: 'Providers owe it', take: 'liability with their account', kind: 'connected-account' },
    ],
    calls: ['tax.settings.retrieve', 'tax.registrations.list', 'taxRates.create'],
    fees: ['tax_nocode', 'tax_api'],
    guides: ['business-models'],
  },
  meter: {
    when: 'Customers pay for what they used: calls, hours, gigabytes.',
    instead: [
      { when: 'They pay for seats', take: 'a licensed price with a quantity', kind: 'price' },
      {
        when: 'There are contracts, prepaid credits or heavy volume',
        take: 'Metronome, outside this design',
        kind: 'external-system',
      },
    ],
    calls: ['billing.meters.create'],
    guides: ['which-product'],
  },
  'usage-event': {
    when: 'Your system reports use to a meter. Send it as it happens, with an identifier, so that a repetition counts once.',
    instead: [{ when: 'Use is known only in sum', take: 'one event per period, with the sum as its value' }],
    calls: ['billing.meterEvents.create'],
  },
}
