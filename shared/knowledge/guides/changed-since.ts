import type { Guide } from '../guide.ts'

/** One thing that older tutorials get wrong. */
export type Change = { readonly about: string; readonly before: string; readonly now: string }

/** What changed since older tutorials, with the version that changed it where one did. */
export const CHANGES: readonly Change[] = [
  {
    about: 'Charge of a paid invoice',
    before: '`invoice.charge`, `invoice.payment_intent`, `invoice.paid`',
    now: 'Gone since basil (2025-03-31). Test `invoice.status === "paid"`, and list `invoicePayments` of the invoice: there may be several, each a payment intent, a charge or a payment record.',
  },
  {
    about: 'Invoice of a payment',
    before: '`payment_intent.invoice`, `charge.invoice`',
    now: 'List `invoicePayments` by payment; neither object names its invoice any more.',
  },
  {
    about: 'Client secret of a first invoice',
    before: '`latest_invoice.payment_intent.client_secret`',
    now: 'Expand `latest_invoice.confirmation_secret` and read its `client_secret`.',
  },
  {
    about: 'Subscription of an invoice',
    before: '`invoice.subscription`',
    now: '`invoice.parent.subscription_details.subscription`, with a copy of its metadata.',
  },
  {
    about: 'Price of an invoice line',
    before: '`line.price`, `line.subscription_item`, `line.proration`',
    now: '`line.pricing.price_details`, and `line.parent.subscription_item_details`, which also says whether it is a proration. Discounts are `discount_amounts`, taxes are `taxes`.',
  },
  {
    about: 'Billing period',
    before: '`subscription.current_period_end`',
    now: 'On each item: `subscription.items.data[].current_period_end`. Items may have different periods.',
  },
  {
    about: 'Preview of the next invoice',
    before: '`invoices.retrieveUpcoming`',
    now: '`invoices.createPreview`',
  },
  {
    about: 'Usage',
    before: 'usage records',
    now: '`billing.meters` and `billing.meterEvents`. For contracts, credits or heavy volume Stripe points to Metronome.',
  },
  {
    about: 'Discounts',
    before: '`coupon`, `promotion_code`',
    now: '`discounts: [{ coupon }]` or `[{ promotion_code }]` everywhere; since clover a discount names its coupon in `source.coupon`, and a promotion code is made with `promotion: { type: "coupon", coupon }`.',
  },
  {
    about: 'Billing mode',
    before: 'one behaviour',
    now: '`flexible` is the default; mixed intervals need it. There is no way back from it.',
  },
  { about: 'Phases of a schedule', before: '`iterations`', now: '`duration`' },
  {
    about: 'Choosing payment methods',
    before: '`payment_method_types` on intents and Checkout',
    now: 'Refused since endive. Leave it out and let the Dashboard decide, or name `allowed_payment_method_types`. Invoices, subscriptions and Payment Links keep the old one in their settings.',
  },
  {
    about: 'Kinds of Checkout',
    before: '`ui_mode: hosted | embedded | custom`',
    now: '`hosted_page`, `embedded_page`, `elements`, `form`',
  },
  {
    about: 'Fractions of a cent',
    before: 'strings',
    now: '`*_decimal` fields are `Stripe.Decimal` objects in the Node library since 21.',
  },
  {
    about: 'The Node library',
    before: 'callbacks, options anywhere, `stripeAccount`',
    now: '`new Stripe(key)`, promises only, parameters first and options second; `stripeContext` is preferred. `constructEvent` tolerates 300 seconds; 0 switches that check off.',
  },
  {
    about: 'Connected accounts',
    before: '`type: standard | express | custom`',
    now: 'v2 accounts with `dashboard`, `defaults.responsibilities` and a `configuration` per role, or v1 with `controller`. v2 events are thin: they name the object, you fetch it.',
  },
  {
    about: 'Payout settings',
    before: '`account.settings.payouts`',
    now: '`balanceSettings.update`, for v1 and v2 accounts alike.',
  },
  {
    about: 'Pausing a subscription',
    before: '`pause_collection`',
    now: '`subscriptions.pause` and a status `paused` since endive; `pause_collection` remains, and keeps the status.',
  },
]

/** What changed since older tutorials. */
export const changedSince: Guide = {
  id: 'changed-since-older-tutorials',
  title: 'What changed since older tutorials',
  summary: 'Fields and calls that articles, answers and generated code still get wrong.',
  keywords: ['basil', 'clover', 'endive', 'migration', 'upgrade', 'deprecated', 'breaking changes'],
  sources: [
    'https://docs.stripe.com/changelog',
    'https://github.com/stripe/stripe-node/blob/master/CHANGELOG.md',
  ],
  parts: [
    {
      part: 'text',
      text: 'Check code from articles, forums and assistants against this list. It compares what is widely written with API version 2026-10-28.endive.',
    },
    {
      part: 'table',
      titles: ['About', 'Often written', 'Now'],
      rows: CHANGES.map(({ about, before, now }) => [about, before, now]),
    },
  ],
}
