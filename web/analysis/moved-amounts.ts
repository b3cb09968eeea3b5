import { definitionOf } from '#shared/blocks/index.ts'
import { portOf } from '#shared/flow/connect.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, type ConnectionId, entriesOf } from '#shared/flow/ids.ts'
import { add, type Money } from '#shared/money/money.ts'
import type { RunState } from '#shared/run/fold-run.ts'
import type { ShownRun } from './run-store.ts'

/** A run as far as it is played, beside what the first payment is known to move. */
export type Movements = {
  readonly graph: FlowGraph
  readonly run: RunState
  readonly blockOf: (operation: string) => BlockId
  readonly ledger: ShownRun['ledger']
  readonly amounts: ReadonlyMap<ConnectionId, Money>
}

/** What came to a block by its own word, and what left it by the ledger. */
const throughBlocks = ({ run, blockOf, ledger }: Movements) => {
  const into = new Map<BlockId, Money>()
  const out = new Map<BlockId, Money>()
  for (const { operation, amount, objectIds } of run.operations.values()) {
    const block = blockOf(operation)
    if (amount) into.set(block, amount)
    for (const { money } of ledger.filter(({ source }) => objectIds.includes(source))) {
      const before = out.get(block)
      out.set(block, before?.currency === money.currency ? add(before, money) : money)
    }
  }
  return { into, out }
}

/**
 * Money on connections over which the first payment moves none: what was refunded, disputed, taken back. The block that
 * the first payment does not pass says how much it was.
 */
export const movedAmounts = (movements: Movements): ReadonlyMap<ConnectionId, Money> => {
  const { graph, amounts } = movements
  const all = entriesOf(graph.connections)
  const passed = new Set(all.flatMap(([id, { from, to }]) => (amounts.has(id) ? [from.block, to.block] : [])))
  const { into, out } = throughBlocks(movements)
  return new Map(
    all.flatMap(([id, { from, to }]): [ConnectionId, Money][] => {
      if (amounts.has(id) || portOf(graph, from, definitionOf)?.carries !== 'money') return []
      const money = passed.has(to.block) ? !passed.has(from.block) && out.get(from.block) : into.get(to.block)
      return money ? [[id, money]] : []
    }),
  )
}
