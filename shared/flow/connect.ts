import type { BlockDefinition, Port } from './block-definition.ts'
import type { Block, FlowGraph, PortRef } from './graph.ts'
import { entriesOf } from './ids.ts'

/** Finds the definition of a kind; undefined for a kind that this program does not know. */
export type Definitions = (kind: string) => BlockDefinition | undefined

const WORDS = { money: 'money', ref: 'a reference', event: 'events' } as const

/** The port of a block by its id; undefined when the block, its kind, or the port does not exist. */
export const portOf = (graph: FlowGraph, ref: PortRef, definitions: Definitions): Port | undefined => {
  const block = graph.blocks[ref.block]
  return block && definitions(block.kind)?.ports.find(port => port.id === ref.port)
}

const accepts = (port: Port, other: Block): boolean =>
  port.accepts === undefined || port.accepts.includes(other.kind)

type Joined = { readonly source: Block; readonly target: Block; readonly out: Port; readonly into: Port }
type Ends = Joined & { targetTitle: string }

const endsOf = (
  graph: FlowGraph,
  [from, to]: readonly [PortRef, PortRef],
  definitions: Definitions,
): Ends | null => {
  const source = graph.blocks[from.block]
  const target = graph.blocks[to.block]
  const out = portOf(graph, from, definitions)
  const into = portOf(graph, to, definitions)
  if (!source || !target || !out || !into) return null
  return { source, target, out, into, targetTitle: definitions(target.kind)?.title ?? target.kind }
}

/** Reasons that lie in the two ports alone, whatever else is connected. */
const mismatch = ({ source, target, out, into, targetTitle }: Ends): string | null => {
  if (out.direction !== 'out' || into.direction !== 'in')
    return 'A connection runs from an output to an input.'
  if (out.carries !== into.carries)
    return `“${into.label}” of ${targetTitle} takes ${WORDS[into.carries]}, and this connection carries ${WORDS[out.carries]}.`
  if (!accepts(into, source))
    return `${targetTitle} does not take its ${into.label.toLowerCase()} from this kind of block.`
  if (!accepts(out, target)) return `${out.label} of this block cannot go to ${targetTitle.toLowerCase()}.`
  return null
}

/** Whether ports of two blocks fit, whatever else is connected. */
export const canJoin = ({ source, target, out, into }: Joined): boolean =>
  out.direction === 'out' &&
  into.direction === 'in' &&
  out.carries === into.carries &&
  accepts(into, source) &&
  accepts(out, target)

/** True when two ports fit: out to in, same letter, and each accepts the other's kind. Undefined ends do not fit. */
export const fits = (
  graph: FlowGraph,
  ends: readonly [PortRef, PortRef],
  definitions: Definitions,
): boolean => {
  const found = endsOf(graph, ends, definitions)
  return found !== null && canJoin(found)
}

/** Why a connection may not be made, in one sentence; null when it may. What the canvas says before the mouse is released. */
export const refusal = (
  graph: FlowGraph,
  ends: readonly [from: PortRef, to: PortRef],
  definitions: Definitions,
): string | null => {
  const [from, to] = ends
  const found = endsOf(graph, ends, definitions)
  if (!found) return 'One end of this connection does not exist.'
  if (from.block === to.block) return 'A block cannot be connected to itself.'
  const wrong = mismatch(found)
  if (wrong !== null) return wrong
  const into = entriesOf(graph.connections).filter(
    ([, connection]) => connection.to.block === to.block && connection.to.port === to.port,
  )
  if (
    into.some(([, connection]) => connection.from.block === from.block && connection.from.port === from.port)
  )
    return 'These two are connected already.'
  if (found.into.arity === 'one' && into.length > 0)
    return `“${found.target.label}” has its ${found.into.label.toLowerCase()} already; remove that connection first.`
  return null
}
