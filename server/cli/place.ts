import type { Location } from '#shared/check/diagnostic.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'

/** Where in a document's JSON a location is. */
export function jsonPath(location: Location): readonly string[] {
  switch (location.at) {
    case 'flow':
      return ['graph']
    case 'block': {
      const block = ['graph', 'blocks', location.id]
      return location.field === undefined ? block : [...block, 'props', location.field]
    }
    case 'port':
      return ['graph', 'blocks', location.ref.block]
    case 'connection':
      return ['graph', 'connections', location.id]
    default:
      return location satisfies never
  }
}

/** A location in words, with the labels that the user gave. */
export function placeInWords(location: Location, graph: FlowGraph): string {
  const label = (id: keyof FlowGraph['blocks']) => `“${graph.blocks[id]?.label ?? id}”`
  switch (location.at) {
    case 'flow':
      return 'the whole flow'
    case 'block':
      return location.field === undefined ? label(location.id) : `${label(location.id)}, ${location.field}`
    case 'port':
      return `${label(location.ref.block)}, port ${location.ref.port}`
    case 'connection': {
      const connection = graph.connections[location.id]
      if (connection === undefined) return `connection ${location.id}`
      return `${label(connection.from.block)} → ${label(connection.to.block)}`
    }
    default:
      return location satisfies never
  }
}
