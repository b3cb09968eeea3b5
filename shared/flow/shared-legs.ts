import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import { paymentBehind } from './payment.ts'
import { type SplitBlock, splitTerms } from './split-terms.ts'

/** A share of a payment that is sent on: its transfer, who gets it, and the prices whose share it is (none = of the whole). */
export type SharedLeg = {
  readonly transfer: Block
  readonly account: Block
  readonly prices: readonly Block[]
  /** The split and its leg that it is; null where nothing divides the payment. */
  readonly part: { readonly split: BlockId; readonly leg: BlockId } | null
}

const HANDS_ON = ['hold', 'condition', 'capture']

/** Transfers that money from a block ends in, each with the leg of a split that it is. */
const transfersBehind = (block: Block, flow: FlowIndex, seen: ReadonlySet<Block>): readonly Block[] =>
  flow.outOf(block).flatMap(next => {
    if (seen.has(next) || !flow.into(next, 'money-in').includes(block)) return []
    if (next.kind === 'transfer') return [next]
    return HANDS_ON.includes(next.kind) ? transfersBehind(next, flow, new Set([...seen, block])) : []
  })

const isSplit = (block: Block): block is SplitBlock =>
  block.kind === 'split' && Array.isArray(block.props['legs'])

const legsOfSplit = (split: SplitBlock, flow: FlowIndex): readonly SharedLeg[] => {
  const terms = splitTerms(split, flow, price => price.id)
  return terms.legs.flatMap(leg => {
    const first = flow.block(leg.leg)
    const transfers =
      first?.kind === 'transfer' ? [first] : first ? transfersBehind(first, flow, new Set()) : []
    const prices = leg.prices.flatMap(price => flow.block(price.block) ?? [])
    const part = { split: split.id, leg: leg.leg }
    return withAccounts(transfers, { prices: terms.mode === 'by_line_item' ? prices : [], part }, flow)
  })
}

const withAccounts = (
  transfers: readonly Block[],
  share: Pick<SharedLeg, 'prices' | 'part'>,
  flow: FlowIndex,
): readonly SharedLeg[] =>
  transfers.flatMap(transfer => {
    const account = flow.outOf(transfer, 'money-out').find(to => to.kind === 'connected-account')
    return account ? [{ transfer, account, ...share }] : []
  })

/** Everything that is sent on out of a payment, in the order of its splits and transfers. */
export const sharedLegs = (payment: Block, flow: FlowIndex): readonly SharedLeg[] => [
  ...flow
    .ofKind('split')
    .filter(isSplit)
    .filter(split => {
      const source = flow.into(split, 'money-in')[0]
      return source !== undefined && paymentBehind(source, flow).id === payment.id
    })
    .flatMap(split => legsOfSplit(split, flow)),
  ...withAccounts(transfersBehind(payment, flow, new Set()), { prices: [], part: null }, flow),
]
