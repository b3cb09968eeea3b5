import type { FlowIndex } from '#shared/flow/block-definition.ts'

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
const LISTS = ['allowedPaymentMethodTypes', 'types']

const methodsOf = (props: Readonly<Record<string, unknown>>): readonly unknown[] | null => {
  const lists = LISTS.map(name => props[name]).filter(Array.isArray)
  return lists.length === 0 ? null : lists.flat()
}

/**
 * Whether a payment can take days before it is known to have succeeded: some block that offers methods names a slow
 * one, or names none, so that the Dashboard decides.
 */
export const canBeSlow = (flow: FlowIndex): boolean =>
  flow.blocks().some(({ props }) => {
    const methods = methodsOf(props)
    return methods !== null && (methods.length === 0 || methods.some(method => !QUICK.has(String(method))))
  })

/** Whether the customer is asked for payment in person, and can answer the bank. */
export const customerPresent = (flow: FlowIndex): boolean =>
  draws(flow, 'payment-element', 'checkout-session', 'payment-link', 'setup-intent') ||
  !drawsWith(flow, ['payment-intent'], ['offSession', true])
