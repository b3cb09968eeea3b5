import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import type { Definitions } from '#shared/flow/connect.ts'
import type { FlowGraph, PortRef } from '#shared/flow/graph.ts'

/** A block that fits at a port, and by which of its own ports. */
export type Suggestion = { readonly definition: BlockDefinition; readonly port: Port }

const meets = (own: { port: Port; kind: string }, other: { port: Port; kind: string }): boolean =>
  own.port.carries === other.port.carries &&
  own.port.direction !== other.port.direction &&
  (own.port.accepts === undefined || own.port.accepts.includes(other.kind)) &&
  (other.port.accepts === undefined || other.port.accepts.includes(own.kind))

/** How well a port fits: it has to be connected, it names few kinds, its block belongs to the same family. */
const worth = (own: { port: Port; definition: BlockDefinition }, { definition, port }: Suggestion): number =>
  (port.required ? 40 : 0) +
  (port.accepts ? 20 / port.accepts.length : 0) +
  (own.port.accepts?.includes(definition.kind) ? 10 : 0) +
  (definition.category === own.definition.category ? 5 : 0)

/** The blocks that may be connected to a port, best first. */
export const suggestions = (
  graph: FlowGraph,
  at: PortRef,
  { definitions, offered }: { definitions: Definitions; offered: readonly BlockDefinition[] },
): Suggestion[] => {
  const block = graph.blocks[at.block]
  const definition = block && definitions(block.kind)
  const port = definition?.ports.find(each => each.id === at.port)
  if (!block || !definition || !port) return []
  const own = { port, kind: block.kind, definition }
  return offered
    .filter(candidate => !candidate.legacy)
    .flatMap(candidate => {
      const fitting = candidate.ports
        .filter(each => meets(own, { port: each, kind: candidate.kind }))
        .map((each): Suggestion => ({ definition: candidate, port: each }))
        .toSorted((a, b) => worth(own, b) - worth(own, a))
      return fitting.slice(0, 1)
    })
    .toSorted((a, b) => worth(own, b) - worth(own, a))
}

/** Where a connection from this port may go instead, in a sentence; empty when nowhere. */
export const elsewhere = (
  graph: FlowGraph,
  at: PortRef,
  known: { definitions: Definitions; offered: readonly BlockDefinition[] },
): string => {
  const [first, ...others] = suggestions(graph, at, known)
    .slice(0, 3)
    .map(({ definition }) => definition.title)
  if (!first) return ''
  const last = others.pop()
  const list = last ? `${[first, ...others].join(', ')} or ${last}` : first
  return `Drop it on ${list} instead.`
}
