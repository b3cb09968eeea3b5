import type { ReactionArrival } from './arrival.ts'
import type { CompileContext } from './block-definition.ts'
import type { Block } from './graph.ts'
import { isInvoiced } from './paid-charges.ts'
import type { GiveBack, Param, Ref } from './parameters.ts'
import { legsTakenBack, recoveredLegs, type TakingBack } from './take-back.ts'
import { isAutomatic } from './taxes.ts'

const EACH = (path: string): Ref => ({ $ref: 'each', path })

/** A share that is sent so many days after its payment. */
type Waiting = {
  readonly arrival: ReactionArrival
  readonly transfer: Block
  readonly destination: Param
  readonly waitDays: number
}

/** Whether refunds of the payment take something of the share; a lost dispute takes all of it. */
const atStake = ({ arrival, transfer }: Waiting, { flow }: CompileContext) => {
  const payment = flow.block(arrival.payment)
  if (!payment) return null
  const ofTransfer = (taking: readonly (TakingBack | null)[]) =>
    taking.flatMap(one => one?.legs ?? []).find(leg => leg.transfer.id === transfer.id)
  const refunds = flow.ofKind('refund').filter(refund => refund.props['borneBy'] !== 'platform')
  return {
    payment,
    refunded: ofTransfer(refunds.map(refund => legsTakenBack(refund, payment, flow))),
    disputed: ofTransfer(flow.ofKind('dispute').map(dispute => recoveredLegs(dispute, payment, flow))),
  }
}

/**
 * Amount and metadata of a transfer, so many days after its payment. At once it is the share. On a later day the charge is
 * read again: what was given back of the payment meanwhile was never sent and needs no reversal, so the share is less by
 * it; while the payment is contested nothing is sent. The whole share is kept in the metadata, so that what is given back
 * later takes its part of that and not of what was left.
 */
export const sentAfter = (
  waiting: Waiting,
  context: CompileContext,
): { readonly amount: Param; readonly metadata: Param } => {
  const { amount: whole, metadata } = waiting.arrival
  const { arrival, destination, waitDays } = waiting
  const stake = waitDays === 0 ? null : atStake(waiting, context)
  if (!stake || !arrival.each || (!stake.refunded && !stake.disputed)) return { amount: whole, metadata }
  const each = { each: arrival.each, waitDays }
  const { payment, refunded, disputed } = stake
  const back = refunded && givenBackBy(refunded.prices, { waiting, payment, destination }, context)
  const disputes =
    disputed &&
    context.call(
      'disputes.list',
      { payment_intent: EACH('id'), limit: 100 },
      { ...each, name: 'disputes', title: 'Look whether the payment is contested' },
    )
  return {
    amount: {
      $left: whole,
      ...(back ? { back } : {}),
      ...(disputes ? { disputes: { ...disputes, path: '' } } : {}),
    },
    metadata: back ? { ...metadata, share: whole } : metadata,
  }
}

type OfPayment = { readonly waiting: Waiting; readonly payment: Block; readonly destination: Param }

const givenBackBy = (
  prices: readonly Block[],
  { waiting: { arrival, waitDays }, payment, destination }: OfPayment,
  context: CompileContext,
): GiveBack => {
  const charges = context.call(
    'paymentIntents.retrieve',
    { expand: ['latest_charge'] },
    {
      ...(arrival.each ? { each: arrival.each } : {}),
      waitDays,
      name: 'charges',
      target: EACH('id'),
      title: 'Read again what is left of the charge',
    },
  )
  const { invoice } = arrival.keyValues
  const notes =
    invoice &&
    isInvoiced(payment, context.flow) &&
    context.call(
      'creditNotes.list',
      { invoice, limit: 100 },
      { waitDays, name: 'notes', title: 'Find the credit notes of the invoice' },
    )
  return {
    $giveBack: 'reversal',
    wish: { scope: 'amount', amount: 0, prices: [] },
    legs: [
      {
        account: destination,
        prices: prices.flatMap(price => context.given(price, 'price') ?? []),
      },
    ],
    lines: arrival.lines,
    charges: { ...charges, path: '' },
    ...(isAutomatic(payment, context.flow) ? { automatic: true } : {}),
    ...(notes ? { notes: { ...notes, path: 'data' } } : {}),
  }
}
