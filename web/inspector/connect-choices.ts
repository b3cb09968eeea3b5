import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import { type Definitions, refusal } from '#shared/flow/connect.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import type { Block, Connection, FlowGraph, PortRef } from '#shared/flow/graph.ts'
import { connectionId, entriesOf, freeId } from '#shared/flow/ids.ts'

/** The other end of a connection, as one end sees it. */
export type OtherEnd = { readonly connection: Connection; readonly other: PortRef; readonly label: string }

/** A port of another block that may be connected. */
export type Choice = {
  readonly ref: PortRef
  readonly label: string
  readonly port: string
  readonly kind: string
}

/** What is connected to a port, in the order of connecting. */
export const endsAt = (graph: FlowGraph, block: Block, port: Port): readonly OtherEnd[] =>
  entriesOf(graph.connections).flatMap(([, connection]) => {
    const [own, other] =
      port.direction === 'out' ? [connection.from, connection.to] : [connection.to, connection.from]
    if (own.block !== block.id || own.port !== port.id) return []
    return [{ connection, other, label: graph.blocks[other.block]?.label ?? other.block }]
  })

const inOrder = (port: Port, own: PortRef, other: PortRef): readonly [PortRef, PortRef] =>
  port.direction === 'out' ? [own, other] : [other, own]

/** Every port in the flow that may be connected to this one. */
export const choicesFor = (
  graph: FlowGraph,
  { block, port }: { block: Block; port: Port },
  definitions: Definitions,
): readonly Choice[] => {
  const own: PortRef = { block: block.id, port: port.id }
  const opposite = (definition: BlockDefinition) =>
    definition.ports.filter(other => other.direction !== port.direction && other.carries === port.carries)
  return entriesOf(graph.blocks).flatMap(([id, other]) => {
    const definition = definitions(other.kind)
    if (!definition) return []
    return opposite(definition)
      .map(found => ({ ref: { block: id, port: found.id }, found }))
      .filter(({ ref }) => refusal(graph, inOrder(port, own, ref), definitions) === null)
      .map(({ ref, found }) => ({ ref, label: other.label, port: found.label, kind: definition.title }))
  })
}

/** Connects a port with another one, in the direction that the ports have. */
export const connect = (
  graph: FlowGraph,
  { block, port }: { block: Block; port: Port },
  other: PortRef,
): GraphPatch => {
  const [from, to] = inOrder(port, { block: block.id, port: port.id }, other)
  const id = connectionId(freeId(`${from.block}-${to.block}`, graph.connections))
  return [{ op: 'connection.add', connection: { id, from, to } }]
}
