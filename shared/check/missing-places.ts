import { definitionOf } from '#shared/blocks/index.ts'
import { portOf } from '#shared/flow/connect.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import type { Diagnostic, Location } from './diagnostic.ts'

/** Members of a block beside its props that a diagnostic may point to. */
const MEMBERS: readonly string[] = ['label', 'metadata', 'onAccount']

const hasField = (block: Block, field: string | undefined): boolean =>
  field === undefined ||
  MEMBERS.includes(field) ||
  field in block.props ||
  field in (definitionOf(block.kind)?.fields ?? {})

const exists = (graph: FlowGraph, location: Location): boolean => {
  switch (location.at) {
    case 'flow':
      return true
    case 'block': {
      const block = graph.blocks[location.id]
      return block !== undefined && hasField(block, location.field)
    }
    case 'port':
      return portOf(graph, location.ref, definitionOf) !== undefined
    case 'connection':
      return graph.connections[location.id] !== undefined
    default:
      return location satisfies never
  }
}

/** Places that diagnostics name and the graph does not have; always empty unless a rule is wrong. */
export const missingPlaces = (graph: FlowGraph, diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics
    .flatMap(({ location, related = [] }) => [location, ...related])
    .filter(location => !exists(graph, location))
    .map(location => JSON.stringify(location))
