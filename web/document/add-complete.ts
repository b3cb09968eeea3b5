import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import type { Definitions } from '#shared/flow/connect.ts'
import type { FlowDocument, Place } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import type { PortRef } from '#shared/flow/graph.ts'
import { type BlockId, entriesOf } from '#shared/flow/ids.ts'
import { blockSizes } from '#shared/scene/block-size.ts'
import { type Adding, addBlock, bestEnds, connectionBetween } from './compose.ts'
import { neighboursOf } from './neighbours.ts'
import { type Suggestion, suggestions } from './suggest.ts'

/** What may be added, and how kinds are found. */
export type Offer = { readonly definitions: Definitions; readonly offered: readonly BlockDefinition[] }

/** More than any kind requires: a stop for definitions that would require each other. */
const MOST = 12

const missing = (document: FlowDocument, id: BlockId, definitions: Definitions): Port[] => {
  const block = document.graph.blocks[id]
  const { into, outOf } = neighboursOf(document.graph)
  const used = new Set([
    ...(into.get(id) ?? []).map(each => each.to.port),
    ...(outOf.get(id) ?? []).map(each => each.from.port),
  ])
  const ports = (block && definitions(block.kind)?.ports) ?? []
  return ports.filter(port => port.required && !used.has(port.id))
}

const nearestFit = (
  document: FlowDocument,
  port: PortRef,
  definitions: Definitions,
): readonly [PortRef, PortRef] | null => {
  const here = document.layout[port.block] ?? { x: 0, y: 0 }
  const distance = ({ x, y }: Place): number => Math.hypot(x - here.x, y - here.y)
  const fitting = entriesOf(document.graph.blocks).flatMap(([id]) => {
    const ends = id === port.block ? null : bestEnds(document.graph, [port, id], definitions)
    return ends ? [{ ends, away: distance(document.layout[id] ?? { x: 0, y: 0 }) }] : []
  })
  return fitting.toSorted((a, b) => a.away - b.away)[0]?.ends ?? null
}

type Next = { readonly patch: GraphPatch; readonly id?: BlockId }

const beside = (
  document: FlowDocument,
  at: PortRef,
  { definition, port, definitions }: Suggestion & { definitions: Definitions },
): Next => {
  const here = document.layout[at.block] ?? { x: 0, y: 0 }
  const { width } = blockSizes[definition.size]
  const place = { x: port.direction === 'out' ? here.x - width - 48 : here.x + 232, y: here.y }
  return addBlock(document, { definition, at: place, connectTo: at }, definitions)
}

/** The patch that gives a required port what it needs: a block that is there already, else the best new one. */
const supply = (document: FlowDocument, at: PortRef, offer: Offer): Next => {
  const ends = nearestFit(document, at, offer.definitions)
  if (ends) {
    const connection = connectionBetween(document.graph.connections, ends[0], ends[1])
    return { patch: [{ op: 'connection.add', connection }] }
  }
  const [best] = suggestions(document.graph, at, offer)
  return best ? beside(document, at, { ...best, definitions: offer.definitions }) : { patch: [] }
}

/** The patch that adds a kind which a block brings along, when none of it is connected to the block yet. */
const bring = (document: FlowDocument, id: BlockId, offer: Offer): Next | null => {
  const { blocks } = document.graph
  const { into, outOf } = neighboursOf(document.graph)
  const around = new Set([
    ...(into.get(id) ?? []).map(each => blocks[each.from.block]?.kind),
    ...(outOf.get(id) ?? []).map(each => blocks[each.to.block]?.kind),
  ])
  const definition = offer.definitions(blocks[id]?.kind ?? '')
  const wanted = definition?.brings?.find(kind => !around.has(kind))
  if (!wanted) return null
  // What comes along comes after, where it can.
  const outFirst = (definition?.ports ?? []).toSorted(
    (a, b) => Number(b.direction === 'out') - Number(a.direction === 'out'),
  )
  for (const port of outFirst) {
    const at = { block: id, port: port.id }
    const found = suggestions(document.graph, at, offer).find(each => each.definition.kind === wanted)
    if (found) return beside(document, at, { ...found, definitions: offer.definitions })
  }
  return null
}

const nextFor = (document: FlowDocument, id: BlockId, offer: Offer): Next | null => {
  const [port] = missing(document, id, offer.definitions)
  const supplied = port && supply(document, { block: id, port: port.id }, offer)
  return supplied && supplied.patch.length > 0 ? supplied : bring(document, id, offer)
}

/** The patch that adds a block with the neighbours that it requires, and theirs; the block's own id. */
export const addComplete = (
  document: FlowDocument,
  adding: Adding,
  offer: Offer,
): { patch: GraphPatch; id: BlockId } => {
  const first = addBlock(document, adding, offer.definitions)
  let patch = first.patch
  let now = applyPatch(document, patch).document
  const open = [first.id]
  for (let added = 0; added < MOST; added += 1) {
    const id = open[0]
    if (!id) break
    const next = nextFor(now, id, offer)
    if (!next) {
      open.shift()
      continue
    }
    patch = [...patch, ...next.patch]
    now = applyPatch(now, next.patch).document
    if (next.id) open.push(next.id)
  }
  return { patch, id: first.id }
}
