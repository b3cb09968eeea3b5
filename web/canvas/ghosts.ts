import type { Diagnostic } from '#shared/check/diagnostic.ts'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { FlowGraph, PortRef } from '#shared/flow/graph.ts'
import { blockSizes, grown, type Rect } from '#shared/scene/block-size.ts'
import type { Offer } from '../document/add-complete.ts'
import { freePlace } from '../document/compose.ts'
import { suggestions } from '../document/suggest.ts'
import type { Cards } from './cards.ts'

/** A block that is not there yet: the flow ends at a port, and a rule knows what comes there. */
export type Ghost = { readonly from: PortRef; readonly definition: BlockDefinition; readonly card: Rect }

/** More would hide the flow behind what it lacks. */
const MOST = 8

const portsAt = (graph: FlowGraph, { location }: Diagnostic, { definitions }: Offer): PortRef[] => {
  if (location.at === 'port') return [location.ref]
  if (location.at !== 'block') return []
  const ports = definitions(graph.blocks[location.id]?.kind ?? '')?.ports ?? []
  return ports.map(port => ({ block: location.id, port: port.id }))
}

const cureOf = (
  graph: FlowGraph,
  diagnostic: Diagnostic,
  offer: Offer,
): Pick<Ghost, 'from' | 'definition'> | null => {
  const kinds = new Set(
    (diagnostic.fixes ?? []).flatMap(fix =>
      fix.patch.flatMap(edit => (edit.op === 'block.add' ? [edit.block.kind] : [])),
    ),
  )
  if (kinds.size === 0) return null
  for (const from of portsAt(graph, diagnostic, offer)) {
    const found = suggestions(graph, from, offer).find(each => kinds.has(each.definition.kind))
    if (found) return { from, definition: found.definition }
  }
  return null
}

const placeFor = (
  graph: FlowGraph,
  { from, definition }: Pick<Ghost, 'from' | 'definition'>,
  { here, taken, offer }: { here: Rect; taken: readonly Rect[]; offer: Offer },
): Rect => {
  const size = blockSizes[definition.size]
  const kind = graph.blocks[from.block]?.kind ?? ''
  const port = offer.definitions(kind)?.ports.find(each => each.id === from.port)
  const x = port?.direction === 'in' ? here.x - size.width - 64 : here.x + here.width + 64
  return { ...size, ...freePlace(taken, { ...size, x, y: here.y }) }
}

const counts = ({ severity, suppressed }: Diagnostic): boolean =>
  severity !== 'info' && suppressed === undefined

/** The dead ends of a flow with the block that likely comes next, each beside its port, at a place where nothing stands. */
export const ghostsOf = (
  document: FlowDocument,
  problems: readonly Diagnostic[],
  { cards, offer }: { cards: Cards; offer: Offer },
): Ghost[] => {
  const ghosts = new Map<string, Ghost>()
  const taken = [...cards.at.values()]
  for (const problem of problems.filter(counts)) {
    const cure = ghosts.size < MOST ? cureOf(document.graph, problem, offer) : null
    const here = cure && cards.at.get(cure.from.block)
    const key = `${cure?.from.block} ${cure?.from.port}`
    if (!cure || !here || ghosts.has(key)) continue
    const card = placeFor(document.graph, cure, { here, taken, offer })
    taken.push(grown(card, 8))
    ghosts.set(key, { ...cure, card })
  }
  return [...ghosts.values()]
}
