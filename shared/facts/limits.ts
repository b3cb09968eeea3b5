/** Stripe's documented limits as data. Sources: the API reference of the pinned version and docs.stripe.com, read 2026-11. */
export const LIMITS = {
  /** Largest amount of a charge, minor units (eight digits). */
  maximumAmount: 99_999_999,
  /** Largest amount that a design may name, minor units: no currency takes more, and sums of them can be counted exactly. */
  largestAmount: 999_999_999_999,
  subscription: { items: 20, addInvoiceItems: 20, perCustomer: 500, discounts: 20, phases: 10 },
  invoice: { lines: 250, customFields: 4, finalizeYears: 5 },
  checkout: {
    paymentLines: 100,
    recurringLines: 20,
    oneTimeLines: 20,
    optionalItems: 10,
    shippingOptions: 5,
    customFields: 3,
    discounts: 1,
    expiresMinutes: { min: 30, max: 1440 },
  },
  paymentLink: { lines: 20 },
  portal: { products: 10 },
  metadata: { pairs: 50, key: 40, value: 500 },
  idempotencyKey: 255,
  lookupKey: 200,
  label: 80,
  email: 512,
  statementDescriptor: { min: 5, max: 22 },
  /** Requests per second. */
  rate: { live: 100, sandbox: 25, endpoint: 25 },
  testClock: {
    customers: 3,
    subscriptionsPerCustomer: 3,
    intervalsPerAdvance: 2,
    yearsWithoutSubscription: 2,
  },
  /** Days for which money may be held under manual payouts. */
  manualPayoutDays: { US: 730, TH: 10, other: 90 },
  payoutDelayDays: 31,
  /** Days that an authorisation lasts before it is released. */
  authorizationDays: 7,
  feeTableDays: 180,
  /** Longest billing interval by unit. */
  interval: { day: 1095, week: 156, month: 36, year: 3 },
} as const
