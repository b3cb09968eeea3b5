import type { Definitions } from '#shared/flow/connect.ts'
import { initialProps } from '#shared/flow/fields.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import { entriesOf } from '#shared/flow/ids.ts'

const cache = new WeakMap<Block, Block>()

/** The graph with the initial value of every property that a block leaves out; nothing is checked. */
export const withInitialProps = (graph: FlowGraph, definitions: Definitions): FlowGraph => ({
  ...graph,
  blocks: Object.fromEntries(
    entriesOf(graph.blocks).map(([id, block]) => {
      const known = cache.get(block)
      if (known) return [id, known]
      const definition = definitions(block.kind)
      const complete = definition
        ? { ...block, props: { ...initialProps(definition.fields), ...block.props } }
        : block
      cache.set(block, complete)
      return [id, complete]
    }),
  ),
})
