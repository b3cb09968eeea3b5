import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, blockId, entriesOf } from '#shared/flow/ids.ts'
import type { PlayedMonth } from '#shared/flow/play-month.ts'
import { add, type Money } from '#shared/money/money.ts'
import { balances, type Posting } from '#shared/money/posting.ts'

const plus = (before: Money | undefined, money: Money): Money =>
  before?.currency === money.currency ? add(before, money) : (before ?? money)

/** `customer:cus` and `balance:A` belong to the blocks cus and A. */
const ownerOf = (account: string, graph: FlowGraph): BlockId | null => {
  const [kind, holder = ''] = account.split(':')
  const id = blockId(holder)
  return (kind === 'customer' || kind === 'balance') && graph.blocks[id] ? id : null
}

const largestOf = (held: Readonly<Record<string, number>>): Money | null => {
  const [largest] = Object.entries(held).toSorted(([, one], [, other]) => Math.abs(other) - Math.abs(one))
  return largest && largest[1] !== 0 ? { amount: largest[1], currency: largest[0] } : null
}

/** What every block that owns an account gains or loses by these postings. */
const ownersOf = (graph: FlowGraph, postings: readonly Posting[]): ReadonlyMap<BlockId, Money> => {
  const owners = new Map<BlockId, Money>()
  for (const [account, held] of Object.entries(balances(postings))) {
    const owner = ownerOf(account, graph)
    const money = largestOf(held)
    if (owner !== null && money) owners.set(owner, money)
  }
  return owners
}

/** Signed change of every block that is a party: account owners, and where money ends without an account of its own. */
export const partiesOf = (graph: FlowGraph, { entries, flows }: PlayedMonth): ReadonlyMap<BlockId, Money> => {
  const parties = new Map(ownersOf(graph, entries))
  const givers = new Set<BlockId>()
  const ends = new Map<BlockId, Money>()
  for (const [id, { from, to }] of entriesOf(graph.connections)) {
    const money = flows.get(id)
    if (!money) continue
    givers.add(from.block)
    ends.set(to.block, plus(ends.get(to.block), money))
  }
  for (const [id, money] of ends) if (!givers.has(id) && !parties.has(id)) parties.set(id, money)
  return parties
}

/** Fees that leave the flow at a block. */
export const feesOf = ({ entries }: PlayedMonth): ReadonlyMap<BlockId, Money> => {
  const fees = new Map<BlockId, Money>()
  for (const { to, money, block } of entries)
    if (to === 'fees:stripe' && money.amount > 0) fees.set(block, plus(fees.get(block), money))
  return fees
}

/** Largest amount that passes each block. */
export const passing = (graph: FlowGraph, { flows }: PlayedMonth): ReadonlyMap<BlockId, Money> => {
  const largest = new Map<BlockId, Money>()
  const see = (id: BlockId, money: Money) => {
    if ((largest.get(id)?.amount ?? 0) < money.amount) largest.set(id, money)
  }
  for (const [id, { from, to }] of entriesOf(graph.connections)) {
    const money = flows.get(id)
    if (!money) continue
    see(from.block, money)
    see(to.block, money)
  }
  return largest
}
