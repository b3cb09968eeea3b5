import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { type Attempt, confirmIntent } from '../money/confirm.ts'
import { changeSubscription } from '../resources/subscription-status.ts'
import { retryTimes } from './dunning.ts'
import { afterIntentPaid, paymentOf, subscriptionOf } from './settle.ts'

type Invoice = ApiObjects['invoice']

/** The payment method an invoice is charged to: its own, its subscription's, then the customer's. */
export function methodFor(world: World, invoice: Invoice): string | null {
  const customer = invoice.customer === null ? undefined : world.find('customer', invoice.customer)
  return (
    invoice.default_payment_method ??
    subscriptionOf(world, invoice)?.default_payment_method ??
    customer?.invoice_settings.default_payment_method ??
    null
  )
}

/** Charges an open invoice once; a refusal is noted on it and answered. */
export function payInvoice(
  world: World,
  id: string,
  how: { readonly method?: string | null; readonly offSession: boolean },
): Attempt | undefined {
  const invoice = world.get('invoice', id)
  const payment = paymentOf(world, id)
  const intentId = payment?.payment.payment_intent
  if (intentId === undefined) return undefined
  const method = how.method ?? methodFor(world, invoice)
  const intent = world.get('payment_intent', intentId)
  if (intent.status === 'processing') return undefined
  if (method === null) {
    noteFailure(world, invoice, false)
    return { intent, refusal: { code: 'missing_payment_method', message: NO_METHOD } }
  }
  const attempt = confirmIntent(world, intent, { method, offSession: how.offSession, asksLater: true })
  if (attempt.intent.status === 'succeeded') afterIntentPaid(world, attempt.intent)
  else if (attempt.intent.status === 'processing') world.change('invoice', id, { attempted: true })
  else noteFailure(world, invoice, attempt.intent.status === 'requires_action')
  return attempt
}

const NO_METHOD =
  'This customer has no attached payment source or default payment method. Please consider adding a default payment method.'

/** Stripe's refusal to bill a customer who has nothing to pay with. */
export function noMethod(): Error {
  return invalidRequest(NO_METHOD, { code: 'resource_missing' })
}

/** States in which a subscription waits for its customer to pay. */
const WAITING: ReadonlySet<string> = new Set(['incomplete', 'paused'])

/** Invoices of a subscription that has begun are tried again; those of an update that is kept back are not. */
function isRetried(invoice: Invoice, subscription: ApiObjects['subscription'] | undefined): boolean {
  return (
    subscription !== undefined &&
    !WAITING.has(subscription.status) &&
    subscription.pending_update === null &&
    invoice.collection_method === 'charge_automatically'
  )
}

/** Notes on an invoice that an attempt to collect it failed, and when the next one is. */
export function noteFailure(world: World, invoice: Invoice, needsAction: boolean): void {
  const attempts = invoice.attempt_count + 1
  const subscription = subscriptionOf(world, invoice)
  const retries = isRetried(invoice, subscription)
  const next = retries ? (retryTimes(world, invoice)[attempts - 1] ?? null) : null
  const after = world.change('invoice', invoice.id, {
    attempt_count: attempts,
    attempted: true,
    next_payment_attempt: next,
  })
  world.emit('invoice.payment_failed', after)
  if (needsAction) world.emit('invoice.payment_action_required', after)
  if (next !== null)
    world.schedule({ at: next, clock: invoice.test_clock, action: 'invoice.retry', target: invoice.id })
  if (retries && (subscription?.status === 'active' || subscription?.status === 'trialing'))
    changeSubscription(world, subscription.id, { status: 'past_due' })
  if (next === null && retries)
    world.schedule({
      at: world.timeOn(invoice.test_clock),
      clock: invoice.test_clock,
      action: 'invoice.give_up',
      target: invoice.id,
    })
}
