import type { Rule } from '#shared/check/rule.ts'
import { accountEvents } from './account-events.ts'
import { actionRequired } from './action-required.ts'
import { apiVersion } from './api-version.ts'
import { checkoutAsync } from './checkout-async.ts'
import { connectFlag } from './connect-flag.ts'
import { dedupe } from './dedupe.ts'
import { disputeEvents } from './dispute-events.ts'
import { doubleTrigger } from './double-trigger.ts'
import { finalizationFailed } from './finalization-failed.ts'
import { noneAtAll } from './none.ts'
import { ordering } from './ordering.ts'
import { paymentFailed } from './payment-failed.ts'
import { payoutFailed } from './payout-failed.ts'
import { rawBody } from './raw-body.ts'
import { refundEvents } from './refund-events.ts'
import { signature } from './signature.ts'
import { slowAck } from './slow-ack.ts'
import { splitNeedsPaid } from './split-needs-paid.ts'
import { subscriptionEvents } from './subscription-events.ts'
import { thinV2 } from './thin-v2.ts'
import { toleranceZero } from './tolerance-zero.ts'
import { unknownEvent } from './unknown-event.ts'
import { wildcard } from './wildcard.ts'

/** The rules of webhooks, one file each. */
export const webhooksRules: readonly Rule[] = [
  accountEvents,
  actionRequired,
  apiVersion,
  checkoutAsync,
  connectFlag,
  dedupe,
  disputeEvents,
  doubleTrigger,
  finalizationFailed,
  noneAtAll,
  ordering,
  paymentFailed,
  payoutFailed,
  rawBody,
  refundEvents,
  signature,
  slowAck,
  splitNeedsPaid,
  subscriptionEvents,
  thinV2,
  toleranceZero,
  unknownEvent,
  wildcard,
]
