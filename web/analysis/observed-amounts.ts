import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, type ConnectionId, entriesOf, idsOf } from '#shared/flow/ids.ts'
import type { Money } from '#shared/money/money.ts'
import type { ReconciliationRow } from '#shared/run/reconciliation.ts'

/** A drawing, what its first payment is known to move and to cost, and the balances that came out otherwise. */
export type Booked = {
  readonly graph: FlowGraph
  readonly amounts: ReadonlyMap<ConnectionId, Money>
  readonly fees: ReadonlyMap<BlockId, Money>
  readonly differences: readonly ReconciliationRow[]
}

/** What was booked where the forecast says something else. */
export type BookedAmounts = {
  readonly channels: ReadonlyMap<ConnectionId, Money>
  readonly fees: ReadonlyMap<BlockId, Money>
}

type Channels = [ConnectionId, Money][]

const channelsAt = (
  { graph, amounts }: Booked,
  side: 'from' | 'to',
  blocks: ReadonlySet<BlockId>,
): Channels =>
  entriesOf(graph.connections).flatMap(([id, connection]): Channels => {
    const money = amounts.get(id)
    return money && blocks.has(connection[side].block) ? [[id, money]] : []
  })

/** The only one of a list that came out as `expected`; nothing where a balance is made of several, or of several payments. */
const onlyOne = <Id>(all: readonly (readonly [Id, Money])[], expected: number) => {
  const [only, ...more] = all
  return only && more.length === 0 && only[1].amount === expected ? only : undefined
}

const holders = ({ graph }: Booked, account: string): ReadonlySet<BlockId> =>
  new Set(
    idsOf(graph.blocks).filter(id => {
      const block = graph.blocks[id]
      return block && definitionOf(block.kind)?.account?.(block) === account
    }),
  )

/**
 * What was booked on the channels and fees of a run's payment, where one balance tells it: the only channel into an account
 * carries what the account got, and what leaves the only block with a fee is less by what the fee was more.
 */
export const bookedAmounts = (booked: Booked): BookedAmounts => {
  const channels = new Map<ConnectionId, Money>()
  const fees = new Map<BlockId, Money>()
  for (const { account, expected, observed, difference } of booked.differences) {
    if (account !== 'fees:stripe') {
      const into = onlyOne(channelsAt(booked, 'to', holders(booked, account)), expected)
      if (into) channels.set(into[0], { ...into[1], amount: observed })
      continue
    }
    const fee = onlyOne([...booked.fees], expected)
    if (!fee) continue
    fees.set(fee[0], { ...fee[1], amount: observed })
    const [leaving, ...others] = channelsAt(booked, 'from', new Set([fee[0]]))
    if (leaving && others.length === 0)
      channels.set(leaving[0], { ...leaving[1], amount: leaving[1].amount - difference })
  }
  return { channels, fees }
}
