import { definitionOf } from '#shared/blocks/index.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { QuickFix } from './diagnostic.ts'
import type { Draft } from './draft.ts'
import { drafted, handleEvents, setProps } from './fixes.ts'
import type { BlockOf } from './kinds.ts'
import { allOf, connectionsAt, only, sources, startedBy } from './look.ts'
import type { GraphView } from './rule.ts'

const addReversal = (flow: GraphView, draft: Draft, transfers: readonly Block[]): BlockId => {
  const known = allOf(flow, 'transfer-reversal').find(reversal =>
    transfers.every(transfer => sources(flow, reversal, 'transfer').some(({ id }) => id === transfer.id)),
  )
  if (known) return known.id
  const reversal = draft.place('transfer-reversal')
  for (const { id } of transfers)
    draft.connect({ block: id, port: 'transfer' }, { block: reversal, port: 'transfer' })
  const balance = allOf(flow, 'platform-balance')[0]?.id ?? draft.place('platform-balance')
  draft.connect({ block: reversal, port: 'money-out' }, { block: balance, port: 'money-in' })
  return reversal
}

/** Reverses transfers when a block (a refund, a dispute) happens: by the reversal that there is, else by a new one. */
export const reverseTransfers = (flow: GraphView, block: Block, transfers: readonly Block[]): QuickFix => ({
  ...drafted(flow, `Reverse the transfers after “${block.label}”`, draft => {
    const reversal = addReversal(flow, draft, transfers)
    draft.connect({ block: block.id, port: 'event-out' }, { block: reversal, port: 'event-in' })
  }),
  preferred: true,
})

/** Adds a dispute of a payment with its handler and, where transfers share it, their reversal. */
export const addDispute = (flow: GraphView, payment: Block, transfers: readonly Block[]): QuickFix => ({
  ...handleEvents(flow, ['charge.dispute.created', 'charge.dispute.closed'], (draft, handler) => {
    const dispute = draft.place('dispute', { props: { recover: 'reverse_transfers' } })
    draft.connect({ block: payment.id, port: 'money-out' }, { block: dispute, port: 'money-in' })
    draft.connect({ block: handler, port: 'event-out' }, { block: dispute, port: 'event-in' })
    if (transfers.length === 0) return
    const reversal = addReversal(flow, draft, transfers)
    draft.connect({ block: dispute, port: 'event-out' }, { block: reversal, port: 'event-in' })
  }),
  title: 'Handle disputes and take the shares back',
  preferred: true,
})

/** Days that a new provider's payouts wait where a fix decides it. */
const DELAY_DAYS = 14

/** Lets payouts of accounts wait. */
export const delayPayouts = (flow: GraphView, accounts: readonly Block[]): readonly QuickFix[] =>
  definitionOf('payout')
    ? [
        drafted(flow, `Delay their payouts by ${DELAY_DAYS} days`, draft => {
          for (const { id } of accounts) {
            const payout = draft.place('payout', { props: { interval: 'daily', delayDays: DELAY_DAYS } })
            draft.connect({ block: id, port: 'money-out' }, { block: payout, port: 'money-in' })
          }
        }),
      ]
    : []

/** Raises the commission of a split by line to `bps`, where that can be reached. */
export const raiseCommission = (split: BlockOf<'split'>, bps: number): readonly QuickFix[] =>
  bps > 10_000 || split.props.mode !== 'by_line_item'
    ? []
    : [setProps(`Raise the commission to ${bps / 100} %`, split, { commissionBps: bps })]

/** Reversals that a block starts. */
export const reversalsAfter = (flow: GraphView, block: Block): readonly BlockOf<'transfer-reversal'>[] =>
  only(startedBy(flow, block), 'transfer-reversal')

/** Puts a split and one transfer for each account between a payment and the accounts that it pays. */
export const splitBetween = (flow: GraphView, payment: Block, accounts: readonly Block[]): QuickFix => ({
  ...handleEvents(
    flow,
    [payment.kind === 'payment-intent' ? 'payment_intent.succeeded' : 'invoice.paid'],
    (draft, handler) => {
      for (const { id, to } of connectionsAt(flow, payment).outOf)
        if (accounts.some(account => account.id === to.block)) draft.push({ op: 'connection.remove', id })
      if ('chargeType' in payment.props) draft.set(payment.id, { chargeType: 'separate' })
      draft.push({ op: 'block.set', id: payment.id, set: {}, unset: ['props.transferData'] })
      const split = draft.place('split')
      draft.connect({ block: payment.id, port: 'money-out' }, { block: split, port: 'money-in' })
      draft.connect({ block: handler, port: 'event-out' }, { block: split, port: 'event-in' })
      const balance = allOf(flow, 'platform-balance')[0]?.id ?? draft.place('platform-balance')
      draft.connect({ block: split, port: 'money-out' }, { block: balance, port: 'money-in' })
      for (const account of accounts) {
        const transfer = draft.place('transfer')
        draft.connect({ block: split, port: 'money-out' }, { block: transfer, port: 'money-in' })
        draft.connect({ block: transfer, port: 'money-out' }, { block: account.id, port: 'money-in' })
      }
    },
  ),
  title: 'Split the payment between them',
  preferred: true,
})
