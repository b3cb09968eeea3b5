import { createDiscounts } from '../billing/discounts.ts'
import { afterIntentPaid, paymentOf } from '../billing/settle.ts'
import { subscribe } from '../billing/subscribe.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { confirmIntent, refusalError } from '../money/confirm.ts'
import { createIntent } from '../resources/payment-intents.ts'
import { attach, paymentMethodOf } from '../resources/payment-methods.ts'
import { confirmSetup, createSetupIntent } from '../resources/setup-intents.ts'
import { chooseAmount } from './custom-amount.ts'
import { invoiceSession } from './session-invoice.ts'
import { taxPaid } from './tax-session.ts'
import { buyerBehind, customerOf, detailsOf, said, shippingDetails, type Visitor } from './visitor.ts'

type Session = ApiObjects['checkout.session']
type Data = HiddenObjects['hidden.checkout']['params']

/** Does what a customer does who pays on the page; a refused payment leaves the session open. */
export function completeSession(world: World, id: string, visitor: Visitor): Session {
  const opened = world.get('checkout.session', id)
  if (opened.status !== 'open')
    throw invalidRequest(`This Checkout Session is ${opened.status ?? 'closed'} and cannot be completed.`)
  const { params: data } = world.store.get('hidden.checkout', id)?.row ?? { params: {} }
  const customer = customerOf(world, opened, { data, visitor })
  const buyer = buyerBehind(world, customer, visitor)
  const session = taxPaid(world, chooseAmount(world, opened, visitor.amount), buyer)
  const method = paymentMethodOf(world, visitor.method, 'payment_method').id
  const shipping = shippingDetails(session, visitor)
  const made = pay(world, session, { data, customer, method, shipping })
  world.unschedule(null, id, 'checkout.expire')
  const after = world.change('checkout.session', id, {
    ...made,
    collected_information: collectedOf(session, visitor),
    customer,
    customer_details: detailsOf(session, buyer, visitor),
    status: 'complete',
    url: null,
  })
  if (after.payment_intent !== null) world.store.link('intent.session', after.payment_intent, id)
  world.emit('checkout.session.completed', after)
  countOnLink(world, after)
  return after
}

/** What the page has asked for beside the payment. */
const collectedOf = (session: Session, visitor: Visitor): Session['collected_information'] => ({
  business_name: null,
  individual_name: null,
  shipping_details: shippingDetails(session, visitor),
})

type Paying = {
  readonly data: Data
  readonly customer: string | null
  readonly method: string
  readonly shipping: ReturnType<typeof shippingDetails>
}
type Made = Partial<
  Pick<Session, 'invoice' | 'payment_intent' | 'payment_status' | 'setup_intent' | 'subscription'>
>

function pay(world: World, session: Session, paying: Paying): Made {
  if (session.mode === 'setup') return setup(world, paying)
  return session.mode === 'subscription'
    ? subscription(world, session, paying)
    : payment(world, session, paying)
}

function payment(world: World, session: Session, { data, customer, method, shipping }: Paying): Made {
  const amount = session.amount_total ?? 0
  redeemDiscounts(world, session)
  const invoiced = { ...session, customer }
  if (amount === 0)
    return { invoice: invoiceSession(world, invoiced, null), payment_status: 'no_payment_required' }
  const intent = createIntent(world, {
    amount,
    currency: session.currency ?? 'usd',
    ...(shipping === null ? {} : { shipping: { address: said(shipping.address), name: shipping.name } }),
    ...data.payment,
    ...(customer === null ? {} : { customer }),
  })
  const attempt = confirmIntent(world, intent, { method, offSession: false, authenticated: true })
  if (attempt.refusal !== undefined) throw refusalError(attempt.refusal, false)
  if (customer !== null && data.payment?.setup_future_usage !== undefined)
    attach(world, world.get('payment_method', method), customer)
  const { status } = attempt.intent
  return {
    invoice: status === 'succeeded' ? invoiceSession(world, invoiced, intent.id) : null,
    payment_intent: intent.id,
    payment_status: status === 'processing' ? 'unpaid' : 'paid',
  }
}

/** A code is used when a payment is made with it. A discount of one payment belongs to nobody's later ones. */
function redeemDiscounts(world: World, session: Session): void {
  for (const { coupon, promotion_code: code } of session.discounts ?? []) {
    const [made = ''] = createDiscounts(
      world,
      [{ ...(coupon === null ? {} : { coupon }), ...(code === null ? {} : { promotion_code: code }) }],
      {
        customer: session.customer,
        checkoutSession: session.id,
        start: world.now,
        currency: session.currency ?? 'usd',
        bought: { subtotal: session.amount_subtotal ?? 0, currency: session.currency ?? 'usd' },
      },
    )
    world.store.link('session.discounts', session.id, made)
  }
}

function subscription(world: World, session: Session, { data, customer, method }: Paying): Made {
  const owner = customer ?? ''
  const kept = attach(world, world.get('payment_method', method), owner)
  const lines = world.store.linked('checkout.items', session.id).map(id => world.get('item', id))
  const sold = lines.flatMap(({ id, price, quantity }) =>
    price === null
      ? []
      : { price, quantity: quantity ?? 1, rates: world.find('hidden.line_tax', id)?.rates ?? [] },
  )
  const { enabled, liability } = session.automatic_tax
  const named = sold.map(({ price, quantity, rates }) => ({
    recurs: price.recurring !== null,
    line: { price: price.id, quantity, ...(rates.length > 0 ? { tax_rates: rates } : {}) },
  }))
  const made = subscribe(world, {
    ...data.subscription,
    customer: owner,
    currency: session.currency ?? 'usd',
    items: named.filter(({ recurs }) => recurs).map(({ line }) => line),
    add_invoice_items: named.filter(({ recurs }) => !recurs).map(({ line }) => line),
    ...(enabled
      ? { automatic_tax: { enabled, ...(liability === null ? {} : { liability: owedBy(liability) }) } }
      : {}),
    default_payment_method: kept.id,
    payment_behavior: 'default_incomplete',
    discounts: (session.discounts ?? []).map(({ coupon, promotion_code: code }) => ({
      ...(coupon === null ? {} : { coupon }),
      ...(code === null ? {} : { promotion_code: code }),
    })),
  })
  const invoice = made.latest_invoice
  const intent = invoice === null ? undefined : paymentOf(world, invoice)?.payment.payment_intent
  const status = intent === undefined ? 'no_payment_required' : payFirst(world, intent, kept.id)
  return { subscription: made.id, invoice, payment_status: status }
}

const owedBy = ({ type, account }: NonNullable<Session['automatic_tax']['liability']>) =>
  account === undefined ? { type } : { type, account }

function payFirst(world: World, id: string, method: string): Session['payment_status'] {
  const attempt = confirmIntent(world, world.get('payment_intent', id), {
    method,
    offSession: false,
    authenticated: true,
  })
  if (attempt.refusal !== undefined) throw refusalError(attempt.refusal, false)
  afterIntentPaid(world, attempt.intent)
  return attempt.intent.status === 'processing' ? 'unpaid' : 'paid'
}

function setup(world: World, { data, customer, method }: Paying): Made {
  const intent = createSetupIntent(world, { ...data.setup, ...(customer === null ? {} : { customer }) })
  const done = confirmSetup(world, intent, { method, authenticated: true })
  return { setup_intent: done.id }
}

/** A payment link closes after as many payments as it was told. */
function countOnLink(world: World, session: Session): void {
  const link = session.payment_link === null ? undefined : world.find('payment_link', session.payment_link)
  if (link?.restrictions === null || link === undefined) return
  const { limit, count } = link.restrictions.completed_sessions
  const after = world.change('payment_link', link.id, {
    active: count + 1 < limit,
    restrictions: { completed_sessions: { limit, count: count + 1 } },
  })
  world.emitChange('payment_link.updated', link, after)
}

/** Tells about a session whose payment was decided later. */
export function followIntent(world: World, intent: ApiObjects['payment_intent']): void {
  const [id] = world.store.linked('intent.session', intent.id)
  if (id === undefined) return
  const paid = intent.status === 'succeeded'
  const session = world.get('checkout.session', id)
  const after = world.change('checkout.session', id, {
    invoice: paid && session.mode === 'payment' ? invoiceSession(world, session, intent.id) : undefined,
    payment_status: paid ? 'paid' : 'unpaid',
  })
  world.emit(`checkout.session.async_payment_${paid ? 'succeeded' : 'failed'}`, after)
}

/** Closes a session that nobody completed. */
export function expireSession(world: World, id: string): Session {
  const before = world.get('checkout.session', id)
  if (before.status !== 'open')
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${before.status ?? 'closed'}.`,
    )
  world.unschedule(null, id, 'checkout.expire')
  const after = world.change('checkout.session', id, { status: 'expired', url: null })
  world.emit('checkout.session.expired', after)
  return after
}
