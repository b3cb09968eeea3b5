import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import { refsOfPayment } from './payment.ts'
import { numberOf, rowsOf, textOf } from './read-props.ts'

/** True for a price that bills what was used, after it was used. */
export const isMetered = (price: Block): boolean => textOf(price, 'usageType') === 'metered'

const hasTrial = (subscription: Block, flow: FlowIndex): boolean =>
  flow.into(subscription, 'trial').length > 0 ||
  textOf(subscription, 'trialEnd') !== '' ||
  (numberOf(subscription, 'trialDays') ?? 0) > 0

const billsUsageOnly = (subscription: Block, flow: FlowIndex): boolean => {
  const prices = refsOfPayment(subscription, 'price', flow)
  const besides = ['addInvoiceItems', 'lines'].some(list => rowsOf(subscription, list).length > 0)
  return prices.length > 0 && prices.every(isMetered) && !besides && !hasTrial(subscription, flow)
}

/** True where a subscription has nothing to pay when it begins: a trial comes first, or what is used is billed later. */
export const startsFree = (subscription: Block, flow: FlowIndex): boolean =>
  hasTrial(subscription, flow) || billsUsageOnly(subscription, flow)

/**
 * True where subscriptions bill nothing but usage: then nothing is paid when they begin, and the first payment comes at
 * the end of the first period. Source: docs.stripe.com/changelog/basil/2025-06-30/billing-mode.
 */
export const paysInArrears = (flow: FlowIndex): boolean => {
  const subscriptions = flow.ofKind('subscription')
  return (
    subscriptions.length > 0 &&
    flow.ofKind('subscription-schedule').length === 0 &&
    subscriptions.every(one => billsUsageOnly(one, flow))
  )
}
