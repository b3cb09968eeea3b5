import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'

/**
 * What must stand in Stripe's Dashboard before a run, since Stripe has no call that sets it. The simulator is told by the
 * run itself.
 */
export const preconditionsOf = (flow: FlowIndex): readonly string[] => {
  const told = flow.blocks().map(block => definitionOf(block.kind)?.precondition?.(block) ?? '')
  return [...new Set(told.filter(text => text !== ''))]
}
