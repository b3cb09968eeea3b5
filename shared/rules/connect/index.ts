import type { Rule } from '#shared/check/rule.ts'
import { accountUpdateLink } from './account-update-link.ts'
import { applicationFeeOnSeparate } from './application-fee-on-separate.ts'
import { applicationFeeOverAmount } from './application-fee-over-amount.ts'
import { applicationFeePercentContext } from './application-fee-percent-context.ts'
import { applicationFeePercentRange } from './application-fee-percent-range.ts'
import { applicationFeeZero } from './application-fee-zero.ts'
import { autoPayoutDrains } from './auto-payout-drains.ts'
import { billingProviderAsCustomer } from './billing-provider-as-customer.ts'
import { capabilityGateMissing } from './capability-gate-missing.ts'
import { crossBorderUnsupported } from './cross-border-unsupported.ts'
import { defaultCurrencyCountry } from './default-currency-country.ts'
import { destinationRefundNoReverse } from './destination-refund-no-reverse.ts'
import { directManyRecipients } from './direct-many-recipients.ts'
import { directNeedsCardPayments } from './direct-needs-card-payments.ts'
import { disputeNoRecovery } from './dispute-no-recovery.ts'
import { disputeWonNoRetransfer } from './dispute-won-no-retransfer.ts'
import { escrowWording } from './escrow-wording.ts'
import { expressNeedsApplication } from './express-needs-application.ts'
import { feeAndTransferAmount } from './fee-and-transfer-amount.ts'
import { fullDashboardSeparate } from './full-dashboard-separate.ts'
import { groupConflict } from './group-conflict.ts'
import { groupIsNotHold } from './group-is-not-hold.ts'
import { invoiceFeeContext } from './invoice-fee-context.ts'
import { lossesNeedFeesApplication } from './losses-need-fees-application.ts'
import { lossesStripeNonDirect } from './losses-stripe-non-direct.ts'
import { manualPayoutHold } from './manual-payout-hold.ts'
import { merchantConfigUnneeded } from './merchant-config-unneeded.ts'
import { morMismatch } from './mor-mismatch.ts'
import { multiRecipientNeedsSeparate } from './multi-recipient-needs-separate.ts'
import { negativeBalanceDebit } from './negative-balance-debit.ts'
import { noOnboarding } from './no-onboarding.ts'
import { noneDashboardResponsibilities } from './none-dashboard-responsibilities.ts'
import { noneDashboardScope } from './none-dashboard-scope.ts'
import { notificationBanner } from './notification-banner.ts'
import { oboDiffersFromDestination } from './obo-differs-from-destination.ts'
import { oboNeedsPaymentsCapability } from './obo-needs-payments-capability.ts'
import { oboOnBundle } from './obo-on-bundle.ts'
import { oboRecipientAgreement } from './obo-recipient-agreement.ts'
import { onboardingUrls } from './onboarding-urls.ts'
import { payoutAnchor } from './payout-anchor.ts'
import { payoutDelayMax } from './payout-delay-max.ts'
import { payoutEarlyDelivery } from './payout-early-delivery.ts'
import { payoutNoBank } from './payout-no-bank.ts'
import { payoutWeekend } from './payout-weekend.ts'
import { providerMapping } from './provider-mapping.ts'
import { recipientAgreementCards } from './recipient-agreement-cards.ts'
import { recipientExtraDay } from './recipient-extra-day.ts'
import { recipientNeedsTransfers } from './recipient-needs-transfers.ts'
import { refundFeeKept } from './refund-fee-kept.ts'
import { refundNoReversal } from './refund-no-reversal.ts'
import { refundReverseFlagSeparate } from './refund-reverse-flag-separate.ts'
import { regionUnsupported } from './region-unsupported.ts'
import { returnUrlNotProof } from './return-url-not-proof.ts'
import { reversalNeedsBalance } from './reversal-needs-balance.ts'
import { reversalOverTransfer } from './reversal-over-transfer.ts'
import { sourceIsDirectCharge } from './source-is-direct-charge.ts'
import { sourceWithDelayedMethod } from './source-with-delayed-method.ts'
import { splitOverCharge } from './split-over-charge.ts'
import { splitOverNet } from './split-over-net.ts'
import { splitPercentOver100 } from './split-percent-over-100.ts'
import { splitRemainderUnowned } from './split-remainder-unowned.ts'
import { splitZeroLeg } from './split-zero-leg.ts'
import { subscriptionSingleDestination } from './subscription-single-destination.ts'
import { transferBeforeSuccess } from './transfer-before-success.ts'
import { transferCurrency } from './transfer-currency.ts'
import { transferDataAndSplit } from './transfer-data-and-split.ts'
import { transferWithoutSource } from './transfer-without-source.ts'
import { v1AccountType } from './v1-account-type.ts'
import { v1EnabledFlags } from './v1-enabled-flags.ts'

/** The rules of connect, one file each. */
export const connectRules: readonly Rule[] = [
  accountUpdateLink,
  applicationFeeOnSeparate,
  applicationFeeOverAmount,
  applicationFeePercentContext,
  applicationFeePercentRange,
  applicationFeeZero,
  autoPayoutDrains,
  billingProviderAsCustomer,
  capabilityGateMissing,
  crossBorderUnsupported,
  defaultCurrencyCountry,
  destinationRefundNoReverse,
  directManyRecipients,
  directNeedsCardPayments,
  disputeNoRecovery,
  disputeWonNoRetransfer,
  escrowWording,
  expressNeedsApplication,
  feeAndTransferAmount,
  fullDashboardSeparate,
  groupConflict,
  groupIsNotHold,
  invoiceFeeContext,
  lossesNeedFeesApplication,
  lossesStripeNonDirect,
  manualPayoutHold,
  merchantConfigUnneeded,
  morMismatch,
  multiRecipientNeedsSeparate,
  negativeBalanceDebit,
  noOnboarding,
  noneDashboardResponsibilities,
  noneDashboardScope,
  notificationBanner,
  oboDiffersFromDestination,
  oboNeedsPaymentsCapability,
  oboOnBundle,
  oboRecipientAgreement,
  onboardingUrls,
  payoutAnchor,
  payoutDelayMax,
  payoutEarlyDelivery,
  payoutNoBank,
  payoutWeekend,
  providerMapping,
  recipientAgreementCards,
  recipientExtraDay,
  recipientNeedsTransfers,
  refundFeeKept,
  refundNoReversal,
  refundReverseFlagSeparate,
  regionUnsupported,
  returnUrlNotProof,
  reversalNeedsBalance,
  reversalOverTransfer,
  sourceIsDirectCharge,
  sourceWithDelayedMethod,
  splitOverCharge,
  splitOverNet,
  splitPercentOver100,
  splitRemainderUnowned,
  splitZeroLeg,
  subscriptionSingleDestination,
  transferBeforeSuccess,
  transferCurrency,
  transferDataAndSplit,
  transferWithoutSource,
  v1AccountType,
  v1EnabledFlags,
]
