import { definitionOf } from '#shared/blocks/index.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import { BlockCompiler } from './compile-block.ts'
import { withHash } from './hash.ts'
import { inOrder } from './order.ts'
import type { Plan } from './plan.ts'

/**
 * Compiles a checked flow to what a run does. Deterministic: the same flow gives the same plan and the same hash,
 * whatever the order in which its blocks were drawn. Cannot fail: what could go wrong is a rule.
 * `unattended` needs no human and is what runs execute; `attended` is what an integration does.
 */
export const compile = (flow: CheckedFlow, mode: Plan['mode']): Plan => {
  const compiler = new BlockCompiler(flow, mode, definitionOf)
  for (const block of flow.blocks().toSorted((a, b) => (a.id < b.id ? -1 : 1))) compiler.compile(block)
  const { compiled } = compiler
  return withHash({
    mode,
    operations: inOrder(compiled.operations),
    reactions: compiled.reactions
      .filter(reaction => reaction.operations.length > 0)
      .map(reaction => ({ ...reaction, operations: inOrder(reaction.operations) }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    splits: compiled.splits,
    clock: compiled.clock,
    accounts: compiled.accounts,
  })
}
