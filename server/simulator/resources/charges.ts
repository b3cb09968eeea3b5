import { LIMITS } from '#shared/facts/limits.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { networkCode } from '../money/declines.ts'
import { book } from '../money/ledger.ts'
import { radarReviews } from '../money/radar.ts'
import type { Decline, TestCard } from '../money/test-cards.ts'
import { DELAY_DAYS } from './balance-settings.ts'
import { directFees, forwardCharge, takeDirectFee } from './destination-charges.ts'
import { openDisputes } from './disputes.ts'
import { mandateOf } from './mandates.ts'
import { cardBehind } from './payment-methods.ts'
import { openReview, warn } from './reviews.ts'

type Intent = ApiObjects['payment_intent']
type Charge = ApiObjects['charge']

/** How long a charge's money is on its way, seconds: as many days as the account's settings say. */
const settlementOf = (world: World) =>
  (world.store.get('account', world.account)?.row.settings?.payouts?.schedule.delay_days ?? DELAY_DAYS) *
  86_400

type Details = Given<NonNullable<Charge['payment_method_details']>>

function methodDetails(
  world: World,
  intent: Intent,
  method: ApiObjects['payment_method'] | undefined,
): Details {
  const mandate = method === undefined ? null : mandateOf(world, method.id)
  if (method?.sepa_debit) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit
    return {
      type: 'sepa_debit',
      sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate },
    }
  }
  if (method?.us_bank_account) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } =
      method.us_bank_account
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type,
        account_type,
        bank_name,
        fingerprint,
        last4,
        ...(mandate === null ? {} : { mandate }),
        routing_number,
      },
    }
  }
  const card = method?.card
  if (card === undefined) return { type: 'card' }
  return {
    type: 'card',
    card: {
      amount_authorized: intent.amount,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint,
      funding: card.funding,
      last4: card.last4,
      network: card.brand,
      regulated_status: 'unregulated',
      ...(intent.capture_method === 'manual'
        ? { capture_before: world.now + LIMITS.authorizationDays * 86_400, ...heldAs(intent) }
        : {}),
    },
  }
}

/** What can be done with an authorisation besides capturing it once, as far as it was asked for. */
function heldAs({ amount, payment_method_options: options }: Intent) {
  const status =
    options?.card?.request_incremental_authorization === 'if_available' ? 'available' : 'unavailable'
  return {
    extended_authorization: { status: 'disabled' },
    incremental_authorization: { status },
    multicapture: { status: 'unavailable' },
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
  }
}

/** Makes the charge of an attempt: failed, authorised, or captured with its money booked. */
export function chargeIntent(
  world: World,
  intent: Intent,
  {
    method,
    decline,
    alone = false,
  }: { readonly method: string; readonly decline?: Decline; readonly alone?: boolean },
): Charge {
  const card = cardBehind(world, method)
  const row = world.find('payment_method', method)
  const held = intent.capture_method === 'manual' && decline === undefined
  const waits = card.delay !== undefined
  const charge = world.create('charge', {
    ...(card.type === undefined ? {} : { id: world.newId('py_3') }),
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    billing_details: row?.billing_details,
    calculated_statement_descriptor: 'SLUICE',
    captured: waits,
    created: world.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    fraud_details: {},
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    outcome: outcomeOf(card, { decline, reviewed: radarReviews(world, card) }),
    ...standingOf(card, decline),
    payment_intent: alone ? null : intent.id,
    payment_method: method,
    payment_method_details: methodDetails(world, intent, row),
    receipt_email: intent.receipt_email,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    transfer_data: intent.transfer_data && {
      amount: intent.transfer_data.amount,
      destination: intent.transfer_data.destination,
    },
    transfer_group: intent.transfer_group,
    application_fee_amount: intent.application_fee_amount,
  })
  if (!alone) world.store.link('intent.charges', intent.id, charge.id)
  if (decline !== undefined || held || waits) return charge
  return intent.capture_method === 'automatic_async'
    ? captureLater(world, charge)
    : captureCharge(world, charge, intent.amount)
}

/**
 * A charge whose payment is answered before its money is booked: entry, transfer and application fee follow at once, and
 * `charge.updated` tells of them. Source: docs.stripe.com/payments/payment-intents/asynchronous-capture.
 */
function captureLater(world: World, charge: Charge): Charge {
  world.schedule({ at: world.now, clock: null, action: 'charge.book', target: charge.id })
  return world.change('charge', charge.id, {
    amount_captured: charge.amount,
    captured: true,
    paid: true,
    status: 'succeeded',
  })
}

/** The money of a charge that was captured is booked, and what follows follows. */
export function bookCaptured(world: World, id: string): void {
  const before = world.get('charge', id)
  const booked = captureCharge(world, before, before.amount_captured)
  world.emitChange('charge.updated', before, booked)
  trouble(world, booked)
}

function outcomeOf(
  { risk }: TestCard,
  { decline, reviewed }: { readonly decline: Decline | undefined; readonly reviewed: boolean },
) {
  const thought = { risk_level: risk ?? 'normal', risk_score: RISK_SCORES[risk ?? 'normal'] }
  if (decline === undefined)
    return {
      ...thought,
      ...(reviewed ? { reason: 'elevated_risk_level' } : {}),
      network_status: 'approved_by_network',
      seller_message: reviewed
        ? 'Stripe evaluated this payment as having elevated risk.'
        : 'Payment complete.',
      type: reviewed ? 'manual_review' : 'authorized',
    }
  if (decline.blocked === true)
    return {
      ...thought,
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      seller_message: 'Stripe blocked this payment as too risky.',
      type: 'blocked',
    }
  return {
    ...thought,
    advice_code: decline.advice,
    network_decline_code: networkCode(decline),
    network_status: 'declined_by_network',
    reason: decline.declineCode,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  }
}

/** How an attempt stands right after it was made. */
function standingOf(
  { delay }: TestCard,
  decline: Decline | undefined,
): Pick<Charge, 'paid' | 'status'> & Given<Charge> {
  if (decline !== undefined)
    return { paid: false, status: 'failed', failure_code: decline.code, failure_message: decline.message }
  return delay === undefined ? { paid: true, status: 'succeeded' } : { paid: false, status: 'pending' }
}

const RISK_SCORES = { normal: 20, elevated: 70, highest: 95 }

/** Takes the money of an authorised charge, books it with Stripe's fee, and sends on what is another's. */
export function captureCharge(world: World, charge: Charge, amount: number): Charge {
  const card = cardBehind(world, charge.payment_method ?? '')
  const availableOn = card.bypassPending === true ? world.now : world.now + settlementOf(world)
  const transaction = book(world, {
    amount,
    currency: charge.currency,
    type: card.type === undefined ? 'charge' : 'payment',
    category: 'charge',
    source: charge.id,
    fees: directFees(world, charge, amount),
    availableOn,
    description: charge.description,
  })
  const captured = world.change('charge', charge.id, {
    amount_captured: amount,
    balance_transaction: transaction.id,
    captured: true,
    paid: true,
    receipt_url: null,
    status: 'succeeded',
  })
  return forwardCharge(world, takeDirectFee(world, captured, availableOn), availableOn)
}

/** What follows a charge: a review at once, and what its bank does once the money is booked. */
export function afterCharge(world: World, charge: Charge): void {
  if (radarReviews(world, cardBehind(world, charge.payment_method ?? ''))) openReview(world, charge)
  if (charge.balance_transaction !== null) trouble(world, charge)
}

/** The bank's warning of fraud, and a dispute. */
function trouble(world: World, charge: Charge): void {
  const card = cardBehind(world, charge.payment_method ?? '')
  if (card.warning === true) warn(world, charge)
  if (card.dispute !== undefined) openDisputes(world, charge, card.dispute)
}

export const chargeEndpoints = [
  endpoint('GET /v1/charges', (world, params) =>
    listOf(world, 'charge', {
      url: '/v1/charges',
      page: params,
      ...(params.payment_intent === undefined
        ? {}
        : { ids: world.store.linked('intent.charges', params.payment_intent) }),
      keep: charge =>
        (params.customer === undefined || charge.customer === params.customer) &&
        (params.transfer_group === undefined || charge.transfer_group === params.transfer_group),
    }),
  ),
  endpoint('GET /v1/charges/{id}', (world, _params, path) => world.get('charge', path['id'] ?? '')),
  endpoint('POST /v1/charges/{id}', (world, params, path) => {
    const before = world.get('charge', path['id'] ?? '')
    if (params.transfer_group !== undefined && before.transfer_group !== null)
      throw invalidRequest('You cannot change the transfer_group of a charge that has one.', {
        param: 'transfer_group',
      })
    const after = world.change('charge', before.id, {
      description: params.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
      receipt_email: params.receipt_email,
      transfer_group: params.transfer_group,
      ...(params.fraud_details === undefined
        ? {}
        : { fraud_details: { user_report: String(params.fraud_details.user_report) } }),
    })
    world.emitChange('charge.updated', before, after)
    return after
  }),
]
