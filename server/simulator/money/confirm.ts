import { LIMITS } from '#shared/facts/limits.ts'
import { cardError, docUrl, type ErrorBody, invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { afterCharge, chargeIntent } from '../resources/charges.ts'
import { cardBehind } from '../resources/payment-methods.ts'
import { refusalOf } from './declines.ts'
import { depositAction, isUnverified } from './microdeposits.ts'
import { nextActionFor } from './next-action.ts'
import { radarBlocks } from './radar.ts'
import { isSetUp } from './set-up.ts'
import type { Decline, TestCard } from './test-cards.ts'

type Intent = ApiObjects['payment_intent']

/** How an attempt to pay ended; a refusal carries what Stripe's error says. */
export type Attempt = {
  readonly intent: Intent
  readonly refusal?: Omit<ErrorBody, 'type'> & { readonly message: string }
}

const CONFIRMABLE = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])

/** The refusal of a card whose bank wants its holder to authenticate, where nobody is there to. */
export const AUTHENTICATION: Decline = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
  advice: 'confirm_card_data',
}

/** Tries to take the money of an intent with a payment method. */
export function confirmIntent(
  world: World,
  intent: Intent,
  how: {
    readonly method: string | null
    readonly offSession: boolean
    readonly authenticated?: boolean
    /** Whether a customer who is asked to authenticate counts as a refusal. */
    readonly errorOnAction?: boolean
    readonly returnUrl?: string
    /** Whether a customer who is not there is asked all the same, and comes later: as invoices do. */
    readonly asksLater?: boolean
  },
): Attempt {
  const method = methodToPay(intent, how.method)
  if (isUnverified(world, method))
    return askForAction(world, intent, { method, action: depositAction(world, intent.id) })
  const card = cardBehind(world, method)
  const authenticated =
    how.authenticated === true || world.store.linked('intent.authenticated', intent.id).includes(method)
  const blocked = radarBlocks(world, card)
  if (blocked !== undefined) return refuse(world, intent, { method, decline: blocked })
  if (!authenticated && asks(world, intent, { method, card, offSession: how.offSession }))
    return (how.offSession && how.asksLater !== true) || how.errorOnAction === true
      ? refuse(world, intent, { method, decline: AUTHENTICATION })
      : askForAction(world, intent, { method, action: nextActionFor(world, intent.id, how.returnUrl) })
  const decline = authenticated ? (card.declinesAuthenticated ?? card.decline) : card.decline
  return decline === undefined ? charge(world, intent, method) : refuse(world, intent, { method, decline })
}

function methodToPay(intent: Intent, method: string | null): string {
  if (!CONFIRMABLE.has(intent.status))
    throw invalidRequest(
      `This PaymentIntent's status is ${intent.status}, but it must have one of the following statuses to be confirmed: requires_payment_method, requires_confirmation, requires_action.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    )
  if (method !== null) return method
  const wanted =
    intent.customer === null
      ? 'You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.'
      : `To confirm the PaymentIntent with ${intent.customer}, specify a payment method attached to this customer along with the customer ID.`
  throw invalidRequest(
    `You cannot confirm this PaymentIntent because it's missing a payment method. ${wanted}`,
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  )
}

/** Whether a card's bank, or the intent itself, wants the customer to authenticate. */
function asks(
  world: World,
  intent: Intent,
  {
    method,
    card,
    offSession,
  }: { readonly method: string; readonly card: TestCard; readonly offSession: boolean },
): boolean {
  const { request_three_d_secure: wanted } = intent.payment_method_options?.card ?? {}
  if (!offSession && card.supports3ds !== false && (wanted === 'any' || wanted === 'challenge')) return true
  if (card.authenticates === 'always') return true
  if (card.authenticates === undefined) return false
  return !offSession || (card.authenticates === 'unless_set_up' && !isSetUp(world, method))
}

function askForAction(
  world: World,
  intent: Intent,
  { method, action }: { readonly method: string; readonly action: NonNullable<Intent['next_action']> },
): Attempt {
  const after = world.change('payment_intent', intent.id, {
    status: 'requires_action',
    payment_method: method,
    last_payment_error: null,
    next_action: action,
  })
  world.emit('payment_intent.requires_action', after)
  return { intent: after }
}

function charge(world: World, intent: Intent, method: string): Attempt {
  const { delay } = cardBehind(world, method)
  const made = chargeIntent(world, intent, { method })
  if (delay !== undefined) return process(world, intent, { method, charge: made.id, seconds: delay.seconds })
  const held = intent.capture_method === 'manual'
  const after = world.change('payment_intent', intent.id, {
    amount_capturable: held ? intent.amount : 0,
    amount_received: held ? 0 : intent.amount,
    last_payment_error: null,
    latest_charge: made.id,
    next_action: null,
    payment_method: method,
    status: held ? 'requires_capture' : 'succeeded',
  })
  if (held)
    world.schedule({
      at: world.now + LIMITS.authorizationDays * 86_400,
      clock: null,
      action: 'payment.expire',
      target: intent.id,
    })
  world.emit('charge.succeeded', made)
  world.emit(held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', after)
  if (!held) afterCharge(world, made)
  return { intent: after }
}

/** A bank debit is on its way: whether it succeeded is known later. */
function process(
  world: World,
  intent: Intent,
  on: { readonly method: string; readonly charge: string; readonly seconds: number },
): Attempt {
  if (intent.capture_method === 'manual')
    throw invalidRequest('This payment method cannot be authorized first and captured later.', {
      param: 'capture_method',
    })
  const after = world.change('payment_intent', intent.id, {
    last_payment_error: null,
    latest_charge: on.charge,
    next_action: null,
    payment_method: on.method,
    processing: null,
    status: 'processing',
  })
  world.emit('payment_intent.processing', after)
  world.emit('charge.pending', world.get('charge', on.charge))
  world.schedule({
    at: world.now + on.seconds,
    clock: null,
    action: 'payment.settle',
    target: intent.id,
  })
  return { intent: after }
}

function refuse(
  world: World,
  intent: Intent,
  { method, decline }: { readonly method: string; readonly decline: Decline },
): Attempt {
  const failed = decline === AUTHENTICATION ? undefined : chargeIntent(world, intent, { method, decline })
  return refused(world, intent, { method, decline, failed })
}

/** Notes on an intent that an attempt was refused; the failed charge tells how. */
export function refused(
  world: World,
  intent: Intent,
  {
    method,
    decline,
    failed,
  }: {
    readonly method: string
    readonly decline: Decline
    readonly failed: ApiObjects['charge'] | undefined
  },
): Attempt {
  const row = world.find('payment_method', method)
  const refusal = {
    ...refusalOf(decline),
    ...(failed === undefined ? {} : { charge: failed.id }),
  }
  const after = world.change('payment_intent', intent.id, {
    last_payment_error: {
      ...refusal,
      doc_url: docUrl(decline.code),
      ...(row === undefined ? {} : { payment_method: row, payment_method_type: row.type }),
      type: 'card_error',
    },
    latest_charge: failed?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  if (failed !== undefined) world.emit('charge.failed', failed)
  world.emit('payment_intent.payment_failed', after)
  return { intent: after, refusal: { ...refusal, payment_intent: after, payment_method: row } }
}

/** The answer to a refused attempt; what it left behind stays. */
export function refusalError(refusal: NonNullable<Attempt['refusal']>, keeps = true): Error {
  return cardError(refusal, keeps)
}
