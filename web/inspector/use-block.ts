import { definitionOf } from '#shared/blocks/index.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, entriesOf } from '#shared/flow/ids.ts'
import { useDocument } from '../document/document-store.ts'
import type { Surroundings } from './controls/setting.ts'

/** A block with its definition; null when it is gone or of an unknown kind. */
export type KnownBlock = { readonly block: Block; readonly definition: BlockDefinition }

/** The block and its definition. */
export const useBlock = (id: BlockId): KnownBlock | null => {
  const block = useDocument(state => state.document.graph.blocks[id])
  const definition = block && definitionOf(block.kind)
  return block && definition ? { block, definition } : null
}

/** Whether this tab may change the document. */
export const useEditable = (): boolean => useDocument(state => state.access === 'editing')

const currencyOf = (block: Block, graph: FlowGraph): string => {
  const own = block.props['currency']
  return typeof own === 'string' && CURRENCIES.has(own) ? own : graph.platform.currency
}

/** What the fields of a block need to know about the rest of the flow. */
export const surroundingsOf = (block: Block, graph: FlowGraph): Surroundings => ({
  currency: currencyOf(block, graph),
  blocksOf: kinds =>
    entriesOf(graph.blocks)
      .map(([, other]) => other)
      .filter(other => other.id !== block.id && kinds.includes(other.kind))
      .map(({ id, label, kind }) => ({ id, label, kind })),
})
