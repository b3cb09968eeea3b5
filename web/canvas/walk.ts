import type { FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { Rect } from '#shared/scene/block-size.ts'
import { neighboursOf } from '../document/neighbours.ts'
import type { Cards } from './cards.ts'

/** A way to walk from block to block with the arrow keys. */
export type Way = 'left' | 'right' | 'up' | 'down'

const centre = (card: Rect): { x: number; y: number } => ({
  x: card.x + card.width / 2,
  y: card.y + card.height / 2,
})

const nearest = (ids: readonly BlockId[], from: Rect, cards: Cards): BlockId | null => {
  const start = centre(from)
  let best: { id: BlockId; distance: number } | null = null
  for (const id of ids) {
    const card = cards.at.get(id)
    if (!card) continue
    const { x, y } = centre(card)
    const distance = Math.hypot(x - start.x, y - start.y)
    if (!best || distance < best.distance) best = { id, distance }
  }
  return best?.id ?? null
}

const beside = (from: Rect, way: Way, cards: Cards): BlockId[] => {
  const start = centre(from)
  const found: BlockId[] = []
  for (const [id, card] of cards.at) {
    const { x, y } = centre(card)
    const [ahead, aside] = {
      left: [start.x - x, Math.abs(y - start.y)],
      right: [x - start.x, Math.abs(y - start.y)],
      up: [start.y - y, Math.abs(x - start.x)],
      down: [y - start.y, Math.abs(x - start.x)],
    }[way]
    if (ahead !== undefined && aside !== undefined && ahead > 4 && aside <= ahead * 1.5) found.push(id)
  }
  return found
}

/**
 * The block that an arrow key leads to: right and left follow the flow and, where it ends, the drawing; up and
 * down follow the drawing. Null at the border.
 */
export const walk = (
  graph: FlowGraph,
  cards: Cards,
  { from, way }: { from: BlockId; way: Way },
): BlockId | null => {
  const card = cards.at.get(from)
  if (!card) return null
  if (way === 'left' || way === 'right') {
    const { into, outOf } = neighboursOf(graph)
    const linked =
      way === 'right'
        ? (outOf.get(from) ?? []).map(connection => connection.to.block)
        : (into.get(from) ?? []).map(connection => connection.from.block)
    const ahead = linked.filter(id => {
      const other = cards.at.get(id)
      return other && (way === 'right' ? other.x > card.x : other.x < card.x)
    })
    const along = nearest(ahead, card, cards)
    if (along) return along
  }
  return nearest(beside(card, way, cards), card, cards)
}

/** Blocks in reading order: the order in which a flow is told, by columns of the drawing. */
export const readingOrder = (cards: Cards): BlockId[] =>
  [...cards.at]
    .toSorted(([, a], [, b]) => Math.round(a.x / 120) - Math.round(b.x / 120) || a.y - b.y)
    .map(([id]) => id)
