import type { Endpoint } from '../core/endpoint.ts'
import type { Includables } from '../core/expand.ts'
import { accountTaxIdEndpoints } from './account-tax-ids.ts'
import { accountEndpoints } from './accounts.ts'
import { applicationFeeEndpoints } from './application-fees.ts'
import { balanceEndpoints } from './balance.ts'
import { balanceSettingsEndpoints } from './balance-settings.ts'
import { chargeEndpoints } from './charges.ts'
import { checkoutSessionEndpoints } from './checkout-sessions.ts'
import { confirmationTokenEndpoints } from './confirmation-tokens.ts'
import { couponEndpoints } from './coupons.ts'
import { creditNoteEndpoints } from './credit-notes.ts'
import { customerBalanceEndpoints } from './customer-balance.ts'
import { customerEndpoints } from './customers.ts'
import { directChargeEndpoints } from './direct-charges.ts'
import { disputeEndpoints } from './disputes.ts'
import { embeddedSessionEndpoints } from './embedded-sessions.ts'
import { eventEndpoints } from './events.ts'
import { externalAccountEndpoints } from './external-accounts.ts'
import { includables } from './includables.ts'
import { invoiceItemEndpoints } from './invoice-items.ts'
import { invoiceLineEndpoints } from './invoice-lines.ts'
import { invoiceEndpoints } from './invoices.ts'
import { linkEndpoints } from './links.ts'
import { mandateEndpoints } from './mandates.ts'
import { meterEndpoints } from './meters.ts'
import { microdepositEndpoints } from './microdeposits.ts'
import { paymentIntentEndpoints } from './payment-intents.ts'
import { paymentLinkEndpoints } from './payment-links.ts'
import { paymentMethodEndpoints } from './payment-methods.ts'
import { payoutEndpoints } from './payouts.ts'
import { personEndpoints } from './persons.ts'
import { portalEndpoints } from './portal.ts'
import { priceEndpoints } from './prices.ts'
import { productEndpoints } from './products.ts'
import { promotionCodeEndpoints } from './promotion-codes.ts'
import { refundEndpoints } from './refunds.ts'
import { rejectEndpoints } from './reject-accounts.ts'
import { reviewEndpoints } from './reviews.ts'
import { searchEndpoints } from './search.ts'
import { setupAttemptEndpoints } from './setup-attempts.ts'
import { setupIntentEndpoints } from './setup-intents.ts'
import { shippingRateEndpoints } from './shipping-rates.ts'
import { subscriptionItemEndpoints } from './subscription-items.ts'
import { subscriptionScheduleEndpoints } from './subscription-schedules.ts'
import { subscriptionEndpoints } from './subscriptions.ts'
import { taxCodeEndpoints } from './tax-codes.ts'
import { taxIdEndpoints } from './tax-ids.ts'
import { taxRateEndpoints } from './tax-rates.ts'
import { taxRegistrationEndpoints } from './tax-registrations.ts'
import { taxSettingsEndpoints } from './tax-settings.ts'
import { testClockEndpoints } from './test-clocks.ts'
import { tokenEndpoints } from './tokens.ts'
import { topupEndpoints } from './topups.ts'
import { transferEndpoints } from './transfers.ts'
import { v2AccountEndpoints } from './v2-accounts.ts'
import { v2EventEndpoints } from './v2-events.ts'
import { v2PersonEndpoints } from './v2-persons.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'

/** Every implemented endpoint. */
export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...applicationFeeEndpoints,
  ...balanceSettingsEndpoints,
  ...confirmationTokenEndpoints,
  ...couponEndpoints,
  ...payoutEndpoints,
  ...promotionCodeEndpoints,
  ...topupEndpoints,
  ...balanceEndpoints,
  ...chargeEndpoints,
  ...checkoutSessionEndpoints,
  ...creditNoteEndpoints,
  ...customerBalanceEndpoints,
  ...customerEndpoints,
  ...directChargeEndpoints,
  ...disputeEndpoints,
  ...embeddedSessionEndpoints,
  ...eventEndpoints,
  ...invoiceItemEndpoints,
  ...invoiceLineEndpoints,
  ...invoiceEndpoints,
  ...linkEndpoints,
  ...mandateEndpoints,
  ...meterEndpoints,
  ...microdepositEndpoints,
  ...paymentIntentEndpoints,
  ...paymentLinkEndpoints,
  ...paymentMethodEndpoints,
  ...personEndpoints,
  ...portalEndpoints,
  ...priceEndpoints,
  ...productEndpoints,
  ...refundEndpoints,
  ...rejectEndpoints,
  ...reviewEndpoints,
  ...externalAccountEndpoints,
  ...searchEndpoints,
  ...setupAttemptEndpoints,
  ...setupIntentEndpoints,
  ...shippingRateEndpoints,
  ...subscriptionItemEndpoints,
  ...subscriptionScheduleEndpoints,
  ...subscriptionEndpoints,
  ...taxCodeEndpoints,
  ...accountTaxIdEndpoints,
  ...taxIdEndpoints,
  ...taxRateEndpoints,
  ...taxRegistrationEndpoints,
  ...taxSettingsEndpoints,
  ...testClockEndpoints,
  ...tokenEndpoints,
  ...transferEndpoints,
  ...v2AccountEndpoints,
  ...v2PersonEndpoints,
  ...v2EventEndpoints,
  ...webhookEndpoints,
]

/** Fields that answers carry only when expanded. */
export const expandable: Includables = includables
