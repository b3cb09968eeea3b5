import type { Block } from '#shared/flow/graph.ts'
import type { Ref } from '#shared/flow/parameters.ts'
import { payerOf } from '#shared/flow/payment.ts'
import { subscriptionRef } from './find-payment.ts'
import type { IncidentCalls, StageCalls } from './incident-calls.ts'

/** The test card that pays when nothing is to go wrong. */
export const GOOD_CARD = 'pm_card_visa'

const TITLES: Readonly<Record<string, string>> = {
  [GOOD_CARD]: 'Attach a card that pays',
  pm_card_chargeCustomerFail: 'Attach a card that will be declined',
  pm_card_createDispute: 'Attach a card whose payment is disputed',
  pm_card_authenticationRequired: 'Attach a card that asks for authentication',
}

/**
 * Puts another test card where renewals look first: on the subscription. Null when the payment has no subscription or no
 * customer, so that no card can be changed.
 */
export const changeCard = (
  payment: Block,
  testId: string,
  { calls, stage, after = [] }: { calls: IncidentCalls; stage: StageCalls; after?: readonly Ref[] },
): Ref | null => {
  const subscription = subscriptionRef(payment, calls)
  const payer = payerOf(payment, calls.flow)
  const customer = payer && calls.made(payer, ['customers.create'])
  if (!subscription || !customer) return null
  const method = stage.call(
    'paymentMethods.attach',
    { customer: { $ref: customer.id, path: 'id' } },
    { name: 'card', target: testId, title: TITLES[testId] ?? `Attach ${testId}`, after },
  )
  return stage.call(
    'subscriptions.update',
    { default_payment_method: method },
    { name: 'use-card', target: subscription, title: `Make it the card of “${payment.label}”` },
  )
}
