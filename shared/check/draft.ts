import { BLOCKS, definitionOf } from '#shared/blocks/index.ts'
import type { Port } from '#shared/flow/block-definition.ts'
import { fits } from '#shared/flow/connect.ts'
import type { FlowEdit, GraphPatch } from '#shared/flow/edits.ts'
import type { Block, FlowGraph, PortRef } from '#shared/flow/graph.ts'
import { type BlockId, blockId, connectionId, freeId } from '#shared/flow/ids.ts'
import { connectionsAt } from './look.ts'
import type { GraphView } from './rule.ts'

/** A patch in the making: blocks and connections with ids that are free, and neighbours that new blocks need. */
export type Draft = {
  readonly patch: GraphPatch
  /** Adds a block of a kind, alone. */
  place(kind: string, more?: Pick<Partial<Block>, 'label' | 'props'>): BlockId
  /** Adds a block of a kind and, where it needs them, its neighbours. */
  add(kind: string, more?: Pick<Partial<Block>, 'label' | 'props'>): BlockId
  connect(from: PortRef, to: PortRef): void
  /** Connects a port to a block that fits, else to a new one. */
  complete(port: PortRef): void
  /** Connects a port to a block that fits, if there is one. */
  link(port: PortRef): void
  /** Sets properties of a block. */
  set(id: BlockId, props: Readonly<Record<string, unknown>>): void
  /** Any other edit. */
  push(edit: FlowEdit): void
}

/** Props that a new block of a kind needs to be right where a fresh one's would be empty. */
const STARTERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  price: { unitAmount: 1000, interval: 'month' },
  product: { provider: 'platform' },
  onboarding: {
    refreshUrl: 'https://app.example/onboarding/refresh',
    returnUrl: 'https://app.example/onboarding/done',
  },
  'webhook-endpoint': { url: 'https://app.example/stripe/events', enabledEvents: ['invoice.paid'] },
  'event-handler': { events: ['invoice.paid'] },
}

/** How far a new block may bring others that bring others. */
const DEPTH = 5

const facing = (port: Port) => (port.direction === 'in' ? 'out' : 'in')

const ends = (port: Port, here: PortRef, there: PortRef): readonly [PortRef, PortRef] =>
  port.direction === 'in' ? [there, here] : [here, there]

const probe = (kind: string): Block => ({ id: blockId('probe'), kind, label: kind, props: {} })

/** A port of a block, with what its definition says. */
type Place = { readonly block: Block; readonly port: Port }

const placeOf = (block: Block | undefined, portId: string): Place | null => {
  const port = block && definitionOf(block.kind)?.ports.find(({ id }) => id === portId)
  return block && port ? { block, port } : null
}

const refOf = ({ block, port }: Place): PortRef => ({ block: block.id, port: port.id })

/** A graph of two blocks, in which alone it is asked whether their ports fit. */
const pair = (a: Block, b: Block): FlowGraph => ({
  platform: { country: '', currency: '', apiVersion: '' },
  blocks: { [a.id]: a, [b.id]: b },
  connections: {},
})

/** The port of another block that fits; null when none does. */
const fittingPort = (here: Place, other: Block): Place | null => {
  const graph = pair(here.block, other)
  const port = definitionOf(other.kind)?.ports.find(
    candidate =>
      candidate.direction === facing(here.port) &&
      fits(graph, ends(here.port, refOf(here), { block: other.id, port: candidate.id }), definitionOf),
  )
  return port ? { block: other, port } : null
}

const KINDS = Object.keys(BLOCKS)

const isFree = (flow: GraphView, { block, port }: Place): boolean =>
  port.arity !== 'one' || !connectionsAt(flow, block).into.some(({ to }) => to.port === port.id)

/** Up to `most` ports of other blocks that fit a port and are free, in graph order. */
export const candidatesFor = (flow: GraphView, ref: PortRef, most: number): readonly PortRef[] => {
  const here = placeOf(flow.block(ref.block), ref.port)
  const candidates: PortRef[] = []
  if (!here) return candidates
  for (const kind of here.port.accepts ?? KINDS)
    for (const block of flow.ofKind(kind)) {
      if (candidates.length === most) return candidates
      const other = block.id === ref.block ? null : fittingPort(here, block)
      if (!other) break
      if (isFree(flow, other)) candidates.push(refOf(other))
    }
  return candidates
}

/** Starts a patch on a flow. */
export const draft = (flow: GraphView): Draft => {
  const patch: FlowEdit[] = []
  const added = new Map<BlockId, Block>()
  const taken = new Set<string>()

  const unused = (word: string, isDrawn: (id: string) => boolean): string => {
    const id = freeId(word, one => taken.has(one) || isDrawn(one))
    taken.add(id)
    return id
  }

  const connect = (from: PortRef, to: PortRef) => {
    const id = connectionId(unused('c', one => flow.drawnConnection(connectionId(one)) !== undefined))
    patch.push({ op: 'connection.add', connection: { id, from, to } })
  }

  const place = (kind: string, more: Pick<Partial<Block>, 'label' | 'props'> = {}): Block => {
    const id = blockId(unused(kind, one => flow.drawnBlock(blockId(one)) !== undefined))
    const block: Block = {
      id,
      kind,
      label: more.label ?? definitionOf(kind)?.title ?? kind,
      props: { ...STARTERS[kind], ...more.props },
    }
    added.set(id, block)
    patch.push({ op: 'block.add', block })
    return block
  }

  const blockAt = (id: BlockId) => added.get(id) ?? flow.block(id)

  const existing = (here: Place): PortRef | null => {
    for (const block of added.values()) {
      const other = block.id === here.block.id ? null : fittingPort(here, block)
      if (other) return refOf(other)
    }
    for (const kind of here.port.accepts ?? KINDS) {
      const block = flow.ofKind(kind).find(candidate => {
        const other = candidate.id === here.block.id ? null : fittingPort(here, candidate)
        return other !== null && isFree(flow, other)
      })
      const other = block && fittingPort(here, block)
      if (other) return refOf(other)
    }
    return null
  }

  const fresh = (here: Place, depth: number): PortRef | null => {
    if (depth === 0) return null
    for (const kind of here.port.accepts ?? KINDS) {
      if (definitionOf(kind)?.legacy === true) continue
      const other = fittingPort(here, probe(kind))
      if (other) return { block: addDeep(kind, {}, depth - 1), port: other.port.id }
    }
    return null
  }

  const completeDeep = (ref: PortRef, depth: number) => {
    const here = placeOf(blockAt(ref.block), ref.port)
    const other = here && (existing(here) ?? fresh(here, depth))
    if (here && other) connect(...ends(here.port, ref, other))
  }

  const addDeep = (kind: string, more: Pick<Partial<Block>, 'label' | 'props'>, depth: number): BlockId => {
    const { id } = place(kind, more)
    const needed = definitionOf(kind)?.ports.filter(port => port.required && port.direction === 'in') ?? []
    for (const port of needed) completeDeep({ block: id, port: port.id }, depth)
    return id
  }

  const link = (ref: PortRef) => {
    const here = placeOf(blockAt(ref.block), ref.port)
    const other = here && existing(here)
    if (here && other) connect(...ends(here.port, ref, other))
  }

  return {
    patch,
    place: (kind, more = {}) => place(kind, more).id,
    link,
    push: edit => patch.push(edit),
    set: (id, props) => patch.push({ op: 'block.set', id, set: { props } }),
    add: (kind, more = {}) => addDeep(kind, more, DEPTH),
    connect,
    complete: port => completeDeep(port, DEPTH),
  }
}
