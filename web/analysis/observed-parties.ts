import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, idsOf } from '#shared/flow/ids.ts'
import type { Money } from '#shared/money/money.ts'
import { balances, type Posting } from '#shared/money/posting.ts'

/** What is held in the currency of which there is most; zero where everything was given back. */
const largest = (held: Readonly<Record<string, number>>): Money | undefined => {
  const [most] = Object.entries(held).toSorted(([, one], [, other]) => Math.abs(other) - Math.abs(one))
  return most && { amount: most[1], currency: most[0] }
}

/** What a run saw each block with an account gain or lose. When it is over, whoever no money reached has nothing. */
export const observedParties = (
  graph: FlowGraph,
  postings: readonly Posting[],
  over: boolean,
): ReadonlyMap<BlockId, Money> => {
  const held = balances(postings)
  return new Map(
    idsOf(graph.blocks).flatMap((id): [BlockId, Money][] => {
      const block = graph.blocks[id]
      const account = block && definitionOf(block.kind)?.account?.(block)
      if (account === undefined) return []
      const money = held[account] && largest(held[account])
      if (money) return [[id, money]]
      return over ? [[id, { amount: 0, currency: graph.platform.currency }]] : []
    }),
  )
}
