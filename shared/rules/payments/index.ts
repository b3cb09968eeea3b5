import type { Rule } from '#shared/check/rule.ts'
import { allowedExclusive } from './allowed-exclusive.ts'
import { cancelState } from './cancel-state.ts'
import { captureOver } from './capture-over.ts'
import { captureWindow } from './capture-window.ts'
import { checkoutExpiry } from './checkout-expiry.ts'
import { checkoutLines } from './checkout-lines.ts'
import { checkoutMode } from './checkout-mode.ts'
import { checkoutOneDiscount } from './checkout-one-discount.ts'
import { checkoutUiMode } from './checkout-ui-mode.ts'
import { checkoutUrls } from './checkout-urls.ts'
import { delayedFulfilment } from './delayed-fulfilment.ts'
import { deprecatedElement } from './deprecated-element.ts'
import { descriptorFormat } from './descriptor-format.ts'
import { descriptorOnCard } from './descriptor-on-card.ts'
import { foreignMethod } from './foreign-method.ts'
import { fulfilOnRedirect } from './fulfil-on-redirect.ts'
import { futureUsageMissing } from './future-usage-missing.ts'
import { holdNeverCaptured } from './hold-never-captured.ts'
import { holdOnDelayedMethod } from './hold-on-delayed-method.ts'
import { linkLimits } from './link-limits.ts'
import { methodTypesParam } from './method-types-param.ts'
import { offSessionConfirm } from './off-session-confirm.ts'
import { offSessionNoMethod } from './off-session-no-method.ts'
import { refundAsync } from './refund-async.ts'
import { refundFeeLost } from './refund-fee-lost.ts'
import { refundOver } from './refund-over.ts'
import { setupWithoutCustomer } from './setup-without-customer.ts'
import { subscriptionMethodTypes } from './subscription-method-types.ts'
import { twoIntentsOneOrder } from './two-intents-one-order.ts'

/** The rules of payments, one file each. */
export const paymentsRules: readonly Rule[] = [
  allowedExclusive,
  cancelState,
  captureOver,
  captureWindow,
  checkoutExpiry,
  checkoutLines,
  checkoutMode,
  checkoutOneDiscount,
  checkoutUiMode,
  checkoutUrls,
  delayedFulfilment,
  deprecatedElement,
  descriptorFormat,
  descriptorOnCard,
  foreignMethod,
  fulfilOnRedirect,
  futureUsageMissing,
  holdNeverCaptured,
  holdOnDelayedMethod,
  linkLimits,
  methodTypesParam,
  offSessionConfirm,
  offSessionNoMethod,
  refundAsync,
  refundFeeLost,
  refundOver,
  setupWithoutCustomer,
  subscriptionMethodTypes,
  twoIntentsOneOrder,
]
