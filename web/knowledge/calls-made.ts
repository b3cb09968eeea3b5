import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Plan } from '#shared/plan/plan.ts'

/** The calls to which the blocks of a kind compile in a design, each once, in the order of the plans. */
export const callsMade = (
  kind: string,
  flow: FlowIndex,
  plans: readonly Pick<Plan, 'operations' | 'reactions'>[],
): readonly string[] => {
  const ids = new Set(flow.ofKind(kind).map(block => block.id))
  const operations = plans.flatMap(plan => [
    ...plan.operations,
    ...plan.reactions.flatMap(reaction => reaction.operations),
  ])
  return [...new Set(operations.filter(({ block }) => ids.has(block)).map(({ call }) => call))]
}
