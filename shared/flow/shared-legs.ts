import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import { paymentBehind } from './payment.ts'
import { type SplitBlock, splitTerms } from './split-terms.ts'
import { waitAt } from './waits.ts'

/** A share of a payment that is sent on: its transfer, who gets it, and the prices whose share it is (none = of the whole). */
export type SharedLeg = {
  readonly transfer: Block
  readonly account: Block
  readonly prices: readonly Block[]
  /** The split and its leg that it is; null where nothing divides the payment. */
  readonly part: { readonly split: BlockId; readonly leg: BlockId } | null
  /** Days after the payment on which it is sent; 0 = at once. */
  readonly waitDays: number
}

const HANDS_ON = ['hold', 'condition', 'capture']

/** A transfer that money ends in, and the days that it waits on the way and there. */
type Ending = Pick<SharedLeg, 'transfer' | 'waitDays'>

type Walk = { readonly flow: FlowIndex; readonly seen: ReadonlySet<Block>; readonly waited: number }

/** Transfers that money which reaches a block ends in. */
const transfersFrom = (block: Block, { flow, seen, waited }: Walk): readonly Ending[] => {
  const waitDays = waited + waitAt(block)
  if (block.kind === 'transfer') return [{ transfer: block, waitDays }]
  return HANDS_ON.includes(block.kind)
    ? transfersBehind(block, { flow, seen: new Set([...seen, block]), waited: waitDays })
    : []
}

const transfersBehind = (block: Block, walk: Walk): readonly Ending[] =>
  walk.flow
    .outOf(block)
    .filter(next => !walk.seen.has(next) && walk.flow.into(next, 'money-in').includes(block))
    .flatMap(next => transfersFrom(next, walk))

const isSplit = (block: Block): block is SplitBlock =>
  block.kind === 'split' && Array.isArray(block.props['legs'])

const legsOfSplit = (split: SplitBlock, flow: FlowIndex): readonly SharedLeg[] => {
  const terms = splitTerms(split, flow, price => price.id)
  return terms.legs.flatMap(leg => {
    const first = flow.block(leg.leg)
    const transfers = first ? transfersFrom(first, { flow, seen: new Set(), waited: 0 }) : []
    const prices = leg.prices.flatMap(price => flow.block(price.block) ?? [])
    const part = { split: split.id, leg: leg.leg }
    return withAccounts(transfers, { prices: terms.mode === 'by_line_item' ? prices : [], part }, flow)
  })
}

const withAccounts = (
  transfers: readonly Ending[],
  share: Pick<SharedLeg, 'prices' | 'part'>,
  flow: FlowIndex,
): readonly SharedLeg[] =>
  transfers.flatMap(ending => {
    const account = flow.outOf(ending.transfer, 'money-out').find(to => to.kind === 'connected-account')
    return account ? [{ ...ending, account, ...share }] : []
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
  ...withAccounts(
    transfersBehind(payment, { flow, seen: new Set(), waited: 0 }),
    { prices: [], part: null },
    flow,
  ),
]
