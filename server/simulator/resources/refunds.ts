import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { alongside } from '../money/allocate.ts'
import { book } from '../money/ledger.ts'
import { shown } from '../money/shown.ts'
import { refundFeeOf } from './application-fees.ts'
import { cardBehind } from './payment-methods.ts'
import { closeReview, settleWarnings } from './reviews.ts'
import { reverseTransfer } from './transfer-reversals.ts'

type Charge = ApiObjects['charge']
type Refund = ApiObjects['refund']
type RefundParams = EndpointParams<'POST /v1/refunds'>

function chargeOf(world: World, params: RefundParams): Charge {
  if (params.charge !== undefined && params.payment_intent !== undefined)
    throw invalidRequest('You may only specify one of these parameters: charge, payment_intent.', {
      param: 'payment_intent',
    })
  if (params.charge !== undefined) return world.get('charge', params.charge, 'charge')
  if (params.payment_intent === undefined) throw missingParam('payment_intent')
  const intent = world.get('payment_intent', params.payment_intent, 'payment_intent')
  if (intent.latest_charge === null || intent.status !== 'succeeded')
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    })
  return world.get('charge', intent.latest_charge)
}

function checkRefundable(world: World, charge: Charge, amount: number): void {
  if (!charge.paid || !charge.captured)
    throw invalidRequest(`Charge ${charge.id} has not been captured and cannot be refunded.`)
  if (charge.refunded)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    })
  const disputes = world.store.linked('charge.disputes', charge.id).map(id => world.get('dispute', id))
  if (disputes.some(dispute => !dispute.is_charge_refundable))
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    })
  const left = charge.amount_captured - charge.amount_refunded
  if (amount > left)
    throw invalidRequest(
      `Refund amount (${shown(amount, charge.currency)}) is greater than unrefunded amount on charge (${shown(left, charge.currency)})`,
      { param: 'amount' },
    )
  if (amount <= 0)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    })
}

/** Gives money of a charge back to its customer. */
export function createRefund(world: World, params: RefundParams): Refund {
  const charge = chargeOf(world, params)
  const amount = params.amount ?? charge.amount_captured - charge.amount_refunded
  checkRefundable(world, charge, amount)
  const card = cardBehind(world, charge.payment_method ?? '')
  const refund = world.create('refund', {
    amount,
    charge: charge.id,
    created: world.now,
    currency: charge.currency,
    customer: charge.customer,
    destination_details: {
      type: card.type ?? 'card',
      ...(card.type === undefined
        ? {
            card: {
              reference_status: 'pending',
              reference_type: 'acquirer_reference_number',
              type: 'refund',
            },
          }
        : {}),
    },
    metadata: mergeMetadata(null, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason,
    status: card.refund === 'pending' ? 'pending' : 'succeeded',
  })
  const transaction = book(world, {
    amount: -amount,
    currency: charge.currency,
    type: card.type === undefined ? 'refund' : 'payment_refund',
    category: 'refund',
    source: refund.id,
    description: 'REFUND FOR CHARGE',
  })
  const done = world.change('refund', refund.id, { balance_transaction: transaction.id })
  world.store.link('charge.refunds', charge.id, refund.id)
  const refunded = charge.amount_refunded + amount
  const after = world.change('charge', charge.id, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount_captured,
  })
  const told = undoShares(world, { charge, refund: done, params })
  world.emit('refund.created', told)
  world.emitChange('charge.refunded', charge, after)
  world.emit('refund.updated', told, {})
  closeReview(world, charge.review, 'refunded')
  settleWarnings(world, charge.id)
  if (card.refund !== undefined)
    world.schedule({ at: world.now + LATER_SECONDS, clock: null, action: 'refund.settle', target: told.id })
  return told
}

/** Test refunds whose outcome is known later wait this long. */
const LATER_SECONDS = 1

/** The bank has answered a refund: it succeeded, or the money came back. */
export function settleRefund(world: World, id: string): void {
  const before = world.find('refund', id)
  if (before?.charge === undefined || before.charge === null) return
  const charge = world.get('charge', before.charge)
  const { refund: fate } = cardBehind(world, charge.payment_method ?? '')
  if (fate === 'failing' && before.status === 'succeeded') {
    const failed = giveBack(world, before, { status: 'failed', failure_reason: 'unknown' })
    world.emitChange('refund.updated', before, failed)
    world.emit('refund.failed', failed)
  }
  if (before.status !== 'pending') return
  const done = world.change('refund', id, { status: 'succeeded' })
  world.emitChange('refund.updated', before, done)
}

/** A refund that did not reach the customer: its money is in the balance again. */
function giveBack(world: World, refund: Refund, outcome: Pick<Refund, 'status' | 'failure_reason'>): Refund {
  const charge = world.get('charge', refund.charge ?? '')
  const transaction = book(world, {
    amount: refund.amount,
    currency: refund.currency,
    type: 'refund_failure',
    category: 'refund_failure',
    source: refund.id,
    description: 'REFUND FAILURE',
  })
  const refunded = charge.amount_refunded - refund.amount
  world.change('charge', charge.id, { amount_refunded: refunded, refunded: false })
  return world.change('refund', refund.id, { ...outcome, failure_balance_transaction: transaction.id })
}

/** The customer has to say where the money is to go: a refund that is on its way waits for that. */
export function askForDetails(world: World, id: string): Refund {
  const before = world.get('refund', id)
  if (before.status !== 'pending')
    throw invalidRequest(
      `Only a refund that is pending can ask for details; this one is ${before.status ?? ''}.`,
    )
  world.unschedule(null, id, 'refund.settle')
  const asking = world.change('refund', id, { status: 'requires_action' })
  world.emitChange('refund.updated', before, asking)
  return asking
}

/** Ends a refund that waits for the customer: the money is the account's again. */
function endWaiting(world: World, id: string, outcome: Pick<Refund, 'status' | 'failure_reason'>): Refund {
  const before = world.get('refund', id)
  if (before.status !== 'requires_action')
    throw invalidRequest(
      `Refund ${id} has a status of ${before.status ?? ''}. Only refunds with a status of requires_action can be ${outcome.status === 'canceled' ? 'canceled' : 'expired'}.`,
    )
  const ended = giveBack(world, before, outcome)
  world.emitChange('refund.updated', before, ended)
  if (outcome.status === 'failed') world.emit('refund.failed', ended)
  return ended
}

/** Takes back, as asked, what went on to a connected account and what the platform kept, in proportion. */
function undoShares(
  world: World,
  {
    charge,
    refund,
    params,
  }: { readonly charge: Charge; readonly refund: Refund; readonly params: RefundParams },
): Refund {
  const { amount_captured: of, amount_refunded: from } = charge
  const stretch = { from, to: from + refund.amount, of }
  let told = refund
  if (params.reverse_transfer === true) {
    const transfer = charge.transfer === undefined ? undefined : world.find('transfer', charge.transfer)
    if (transfer === undefined)
      throw invalidRequest(
        'The charge has no transfer to reverse: reverse_transfer is for destination charges.',
        {
          param: 'reverse_transfer',
        },
      )
    const left = transfer.amount - transfer.amount_reversed
    const share = alongside(transfer.amount, stretch)
    if (share > 0) {
      const reversal = reverseTransfer(world, transfer, { amount: Math.min(share, left) })
      world.change('transfer_reversal', reversal.id, { source_refund: refund.id })
      told = world.change('refund', refund.id, { transfer_reversal: reversal.id })
    }
  }
  if (params.refund_application_fee === true) refundFeeOf(world, charge.id, stretch)
  return told
}

export const refundEndpoints = [
  endpoint('POST /v1/refunds', (world, params) => createRefund(world, params)),
  endpoint('GET /v1/refunds', (world, params) =>
    listOf(world, 'refund', {
      url: '/v1/refunds',
      page: params,
      ...(params.charge === undefined ? {} : { ids: world.store.linked('charge.refunds', params.charge) }),
      keep: refund => params.payment_intent === undefined || refund.payment_intent === params.payment_intent,
    }),
  ),
  endpoint('GET /v1/refunds/{id}', (world, _params, path) => world.get('refund', path['id'] ?? '')),
  endpoint('POST /v1/refunds/{id}', (world, params, path) => {
    const before = world.get('refund', path['id'] ?? '')
    const after = world.change('refund', before.id, {
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
    world.emitChange('refund.updated', before, after)
    return after
  }),
  endpoint('POST /v1/refunds/{id}/cancel', (world, _params, path) =>
    endWaiting(world, path['id'] ?? '', { status: 'canceled', failure_reason: 'merchant_request' }),
  ),
  endpoint('POST /v1/test_helpers/refunds/{id}/expire', (world, _params, path) =>
    endWaiting(world, path['id'] ?? '', { status: 'failed', failure_reason: 'unknown' }),
  ),
]
