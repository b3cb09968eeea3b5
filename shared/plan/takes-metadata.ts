/** Calls whose parameters take metadata (SDK 23.1). */
const CALLS = new Set([
  'accounts.create',
  'v2.core.accounts.create',
  'v2.core.eventDestinations.create',
  'billingPortal.configurations.create',
  'checkout.sessions.create',
  'coupons.create',
  'creditNotes.create',
  'customers.create',
  'invoiceItems.create',
  'invoices.create',
  'paymentIntents.create',
  'paymentLinks.create',
  'payouts.create',
  'prices.create',
  'products.create',
  'promotionCodes.create',
  'refunds.create',
  'setupIntents.create',
  'subscriptionSchedules.create',
  'subscriptions.create',
  'taxRates.create',
  'topups.create',
  'transfers.create',
  'transfers.createReversal',
  'webhookEndpoints.create',
])

/** True for calls that make an object which keeps metadata. What is not here is found by other means or made again. */
export const takesMetadata = (call: string): boolean => CALLS.has(call)
