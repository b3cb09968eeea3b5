import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'

/**
 * A drawn graph as knowledge looks at it: with every property filled in. Blocks whose properties are wrong count as not
 * drawn. `today` is an ISO date.
 */
export const drawnFlow = (graph: FlowGraph, today: string): FlowIndex =>
  indexFlow(completeProps(graph, definitionOf).graph, { today })
