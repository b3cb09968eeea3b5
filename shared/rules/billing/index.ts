import type { Rule } from '#shared/check/rule.ts'
import { anchorExclusive } from './anchor-exclusive.ts'
import { bundleNotOnePayment } from './bundle-not-one-payment.ts'
import { cancelAtPeriodEndMixed } from './cancel-at-period-end-mixed.ts'
import { checkoutTrial48h } from './checkout-trial-48h.ts'
import { classicMode } from './classic-mode.ts'
import { couponAppliesNothing } from './coupon-applies-nothing.ts'
import { couponCurrency } from './coupon-currency.ts'
import { couponFunder } from './coupon-funder.ts'
import { couponMonths } from './coupon-months.ts'
import { couponOverCommission } from './coupon-over-commission.ts'
import { couponPercent } from './coupon-percent.ts'
import { couponRedeemBy } from './coupon-redeem-by.ts'
import { couponShape } from './coupon-shape.ts'
import { customAmountSurface } from './custom-amount-surface.ts'
import { customerTwoCurrencies } from './customer-two-currencies.ts'
import { daysUntilDue } from './days-until-due.ts'
import { dunningMissing } from './dunning-missing.ts'
import { dunningWindow } from './dunning-window.ts'
import { elementsIncomplete } from './elements-incomplete.ts'
import { hardDecline } from './hard-decline.ts'
import { incompleteWindow } from './incomplete-window.ts'
import { intervalMax } from './interval-max.ts'
import { invoice250 } from './invoice-250.ts'
import { invoiceCreatedReply } from './invoice-created-reply.ts'
import { invoiceIntentEdit } from './invoice-intent-edit.ts'
import { invoiceLegacyFields } from './invoice-legacy-fields.ts'
import { invoiceUnderMinimum } from './invoice-under-minimum.ts'
import { legacyDiscountParam } from './legacy-discount-param.ts'
import { meterEventId } from './meter-event-id.ts'
import { meterEventWindow } from './meter-event-window.ts'
import { meterInactive } from './meter-inactive.ts'
import { meteredNeedsMeter } from './metered-needs-meter.ts'
import { mixedCurrency } from './mixed-currency.ts'
import { mixedDunningAll } from './mixed-dunning-all.ts'
import { mixedIntervalCheckout } from './mixed-interval-checkout.ts'
import { mixedIntervalClassic } from './mixed-interval-classic.ts'
import { mixedIntervalMultiple } from './mixed-interval-multiple.ts'
import { noDefaultMethod } from './no-default-method.ts'
import { noItems } from './no-items.ts'
import { oneTimeAsItem } from './one-time-as-item.ts'
import { pauseWithSchedule } from './pause-with-schedule.ts'
import { pendingItemsDefault } from './pending-items-default.ts'
import { periodOnSubscription } from './period-on-subscription.ts'
import { phaseEnd } from './phase-end.ts'
import { portalBypassesSplit } from './portal-bypasses-split.ts'
import { portalLimits } from './portal-limits.ts'
import { prebilling } from './prebilling.ts'
import { priceAmountOneOf } from './price-amount-one-of.ts'
import { productPerTier } from './product-per-tier.ts'
import { prorationUnset } from './proration-unset.ts'
import { providerChangeMidcycle } from './provider-change-midcycle.ts'
import { quantityOnMetered } from './quantity-on-metered.ts'
import { saveMethodOff } from './save-method-off.ts'
import { sendInvoiceActive } from './send-invoice-active.ts'
import { tiersOpenEnd } from './tiers-open-end.ts'
import { tiersScheme } from './tiers-scheme.ts'
import { tooManyItems } from './too-many-items.ts'
import { trialConflict } from './trial-conflict.ts'
import { trialNoMethod } from './trial-no-method.ts'
import { trialTooLong } from './trial-too-long.ts'
import { zeroInvoiceSplit } from './zero-invoice-split.ts'

/** The rules of billing, one file each. */
export const billingRules: readonly Rule[] = [
  anchorExclusive,
  bundleNotOnePayment,
  cancelAtPeriodEndMixed,
  checkoutTrial48h,
  classicMode,
  couponAppliesNothing,
  couponCurrency,
  couponFunder,
  couponMonths,
  couponOverCommission,
  couponPercent,
  couponRedeemBy,
  couponShape,
  customAmountSurface,
  customerTwoCurrencies,
  daysUntilDue,
  dunningMissing,
  dunningWindow,
  elementsIncomplete,
  hardDecline,
  incompleteWindow,
  intervalMax,
  invoice250,
  invoiceCreatedReply,
  invoiceIntentEdit,
  invoiceLegacyFields,
  invoiceUnderMinimum,
  legacyDiscountParam,
  meterEventId,
  meterEventWindow,
  meterInactive,
  meteredNeedsMeter,
  mixedCurrency,
  mixedDunningAll,
  mixedIntervalCheckout,
  mixedIntervalClassic,
  mixedIntervalMultiple,
  noDefaultMethod,
  noItems,
  oneTimeAsItem,
  pauseWithSchedule,
  pendingItemsDefault,
  periodOnSubscription,
  phaseEnd,
  portalBypassesSplit,
  portalLimits,
  prebilling,
  priceAmountOneOf,
  productPerTier,
  prorationUnset,
  providerChangeMidcycle,
  quantityOnMetered,
  saveMethodOff,
  sendInvoiceActive,
  tiersOpenEnd,
  tiersScheme,
  tooManyItems,
  trialConflict,
  trialNoMethod,
  trialTooLong,
  zeroInvoiceSplit,
]
