import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { allowedMethods, hostedEntry } from '#shared/flow/payment.ts'
import { textsOf } from '#shared/flow/read-props.ts'

/** Blocks that take money from a customer. */
export const PAYMENT_KINDS = [
  'payment-intent',
  'subscription',
  'subscription-schedule',
  'invoice',
  'checkout-session',
  'payment-link',
] as const

/** Whether a design has an enabled block of one of these kinds. */
export const draws = (flow: FlowIndex, ...kinds: readonly string[]): boolean =>
  kinds.some(kind => flow.ofKind(kind).length > 0)

/** Whether an enabled block of one of these kinds has this property with one of these values. */
export const drawsWith = (
  flow: FlowIndex,
  kinds: readonly string[],
  [property, ...values]: readonly [string, ...unknown[]],
): boolean => kinds.some(kind => flow.ofKind(kind).some(block => values.includes(block.props[property])))

/** Whether payments are authorised first and captured later. */
export const capturesLater = (flow: FlowIndex): boolean =>
  draws(flow, 'capture') ||
  drawsWith(flow, ['payment-intent', 'checkout-session'], ['captureMethod', 'manual'])

const QUICK = new Set([
  'card',
  'link',
  'apple_pay',
  'google_pay',
  'paypal',
  'klarna',
  'affirm',
  'afterpay_clearpay',
])

/** Payments that take every method which the Dashboard allows, unless they or their form name some. */
const OPEN = ['subscription', 'subscription-schedule', 'invoice', 'payment-link']

const methodsOf = (block: Block, flow: FlowIndex): readonly string[] => {
  const invoiced = textsOf(block, 'paymentMethodTypes')
  return block.kind === 'subscription' && invoiced.length > 0 ? invoiced : (allowedMethods(block, flow) ?? [])
}

const choosesMethods = ({ kind, props }: Block): boolean =>
  OPEN.includes(kind) || (kind !== 'payment-element' && Array.isArray(props['allowedPaymentMethodTypes']))

/** Lists of methods that may pay; an empty one leaves it to the Dashboard. A form's list counts for what it pays. */
const offers = (flow: FlowIndex): readonly (readonly string[])[] => [
  ...flow.ofKind('payment-method').map(block => textsOf(block, 'types')),
  ...flow
    .blocks()
    .filter(block => choosesMethods(block) && hostedEntry(block, flow) === undefined)
    .map(block => methodsOf(block, flow)),
]

/**
 * Whether a payment can take days before it is known to have succeeded: some block that offers methods names a slow
 * one, or names none, so that the Dashboard decides.
 */
export const canBeSlow = (flow: FlowIndex): boolean =>
  offers(flow).some(methods => methods.length === 0 || methods.some(method => !QUICK.has(method)))

/** Whether the customer is asked for payment in person, and can answer the bank. */
export const customerPresent = (flow: FlowIndex): boolean =>
  draws(flow, 'payment-element', 'checkout-session', 'payment-link', 'setup-intent') ||
  !drawsWith(flow, ['payment-intent'], ['offSession', true])
