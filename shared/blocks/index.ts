import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import { applicationFee } from './application-fee.ts'
import { capture } from './capture.ts'
import { cardElement } from './card-element.ts'
import { charge } from './charge.ts'
import { checkoutSession } from './checkout-session.ts'
import { condition } from './condition.ts'
import { connectedAccount } from './connected-account.ts'
import { coupon } from './coupon.ts'
import { creditNote } from './credit-note.ts'
import { customer } from './customer.ts'
import { customerPortal } from './customer-portal.ts'
import { dispute } from './dispute.ts'
import { dunning } from './dunning.ts'
import { eventHandler } from './event-handler.ts'
import { externalSystem } from './external-system.ts'
import { hold } from './hold.ts'
import { invoice } from './invoice.ts'
import { ledger } from './ledger.ts'
import { meter } from './meter.ts'
import { note } from './note.ts'
import { onboarding } from './onboarding.ts'
import { paymentElement } from './payment-element.ts'
import { paymentIntent } from './payment-intent.ts'
import { paymentLink } from './payment-link.ts'
import { paymentMethod } from './payment-method.ts'
import { payout } from './payout.ts'
import { plan } from './plan.ts'
import { platformBalance } from './platform-balance.ts'
import { price } from './price.ts'
import { product } from './product.ts'
import { promotionCode } from './promotion-code.ts'
import { radar } from './radar.ts'
import { refund } from './refund.ts'
import { report } from './report.ts'
import { setupIntent } from './setup-intent.ts'
import { source } from './source.ts'
import { split } from './split.ts'
import { subscription } from './subscription.ts'
import { subscriptionSchedule } from './subscription-schedule.ts'
import { tax } from './tax.ts'
import { testClock } from './test-clock.ts'
import { token } from './token.ts'
import { topUp } from './top-up.ts'
import { transfer } from './transfer.ts'
import { transferReversal } from './transfer-reversal.ts'
import { trial } from './trial.ts'
import { usageEvent } from './usage-event.ts'
import { webhookEndpoint } from './webhook-endpoint.ts'

/** Every block kind, in palette order within its family; what is only imported comes last. The only list of kinds. */
export const BLOCKS = {
  customer,
  'payment-element': paymentElement,
  'checkout-session': checkoutSession,
  'payment-link': paymentLink,
  'customer-portal': customerPortal,
  product,
  price,
  coupon,
  'promotion-code': promotionCode,
  tax,
  meter,
  'usage-event': usageEvent,
  subscription,
  'subscription-schedule': subscriptionSchedule,
  invoice,
  trial,
  dunning,
  'credit-note': creditNote,
  'test-clock': testClock,
  'payment-intent': paymentIntent,
  'setup-intent': setupIntent,
  'payment-method': paymentMethod,
  capture,
  refund,
  dispute,
  radar,
  'platform-balance': platformBalance,
  'connected-account': connectedAccount,
  onboarding,
  split,
  transfer,
  'application-fee': applicationFee,
  'transfer-reversal': transferReversal,
  payout,
  'top-up': topUp,
  hold,
  'webhook-endpoint': webhookEndpoint,
  'event-handler': eventHandler,
  condition,
  ledger,
  report,
  'external-system': externalSystem,
  note,
  charge,
  source,
  token,
  plan,
  'card-element': cardElement,
} satisfies Record<string, BlockDefinition>

const byKind: ReadonlyMap<string, BlockDefinition> = new Map(Object.entries(BLOCKS))

/** The definition of a kind; undefined when this program does not know it. */
export const definitionOf = (kind: string): BlockDefinition | undefined => byKind.get(kind)

/** Every definition, in palette order. */
export const DEFINITIONS: readonly BlockDefinition[] = [...byKind.values()]
