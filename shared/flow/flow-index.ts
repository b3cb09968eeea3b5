import type { FlowIndex, Known } from './block-definition.ts'
import type { Block, Connection, FlowGraph } from './graph.ts'
import { type BlockId, entriesOf } from './ids.ts'

/** What the index needs beside the graph: the day of looking (ISO date) and what the API is known to say. */
export type IndexOptions = { readonly today: string; readonly known?: Known | undefined }

const NONE: readonly Block[] = []

type Neighbours = Map<BlockId, Map<string, Block[]>>

const put = (neighbours: Neighbours, block: BlockId, entry: { port: string; other: Block }) => {
  const ports = neighbours.get(block) ?? new Map<string, Block[]>()
  neighbours.set(block, ports)
  const others = ports.get(entry.port) ?? []
  ports.set(entry.port, others)
  if (!others.includes(entry.other)) others.push(entry.other)
}

const at = (neighbours: Neighbours, block: Block, port: string | undefined): readonly Block[] => {
  const ports = neighbours.get(block.id)
  if (!ports) return NONE
  if (port !== undefined) return ports.get(port) ?? NONE
  return [...new Set([...ports.values()].flat())]
}

/** The part of a graph that counts: without disabled blocks and without connections that lead to or from them, or nowhere. */
export const enabledGraph = (graph: FlowGraph): FlowGraph => {
  const enabled = (id: BlockId) => graph.blocks[id] !== undefined && graph.blocks[id].disabled !== true
  const blocks = Object.fromEntries(entriesOf(graph.blocks).filter(([id]) => enabled(id)))
  const connections = Object.fromEntries(
    entriesOf(graph.connections).filter(([, { from, to }]) => enabled(from.block) && enabled(to.block)),
  )
  return { platform: graph.platform, blocks, connections }
}

const sorted = new WeakMap<FlowGraph['connections'], readonly Connection[]>()

/** Connections in the order of their ids: a stable order that does not depend on how an object was built. */
export const connectionsOf = ({ connections }: FlowGraph): readonly Connection[] => {
  const known = sorted.get(connections)
  if (known) return known
  const order = Object.values(connections).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  sorted.set(connections, order)
  return order
}

/** Builds the look-ups over a graph once; every question after that is a map look-up. */
export const indexFlow = (graph: FlowGraph, { today, known }: IndexOptions): FlowIndex => {
  const enabled = enabledGraph(graph)
  const blocks = entriesOf(enabled.blocks).map(([, block]) => block)
  const kinds = new Map<string, Block[]>()
  for (const block of blocks) {
    const same = kinds.get(block.kind) ?? []
    kinds.set(block.kind, same)
    same.push(block)
  }
  const sources: Neighbours = new Map()
  const targets: Neighbours = new Map()
  for (const { from, to } of connectionsOf(enabled)) {
    const source = enabled.blocks[from.block]
    const target = enabled.blocks[to.block]
    if (!source || !target) continue
    put(sources, to.block, { port: to.port, other: source })
    put(targets, from.block, { port: from.port, other: target })
  }
  return {
    graph: enabled,
    platform: graph.platform,
    today,
    ...(known === undefined ? {} : { known }),
    block: id => enabled.blocks[id],
    blocks: () => blocks,
    ofKind: kind => kinds.get(kind) ?? NONE,
    into: (block, port) => at(sources, block, port),
    outOf: (block, port) => at(targets, block, port),
  }
}
