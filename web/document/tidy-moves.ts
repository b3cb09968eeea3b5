import type { ElkNode } from 'elkjs/lib/elk-api.js'
import type { Group } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { type BlockId, blockId, entriesOf } from '#shared/flow/ids.ts'
import { boundsOf, grown, overlap, type Rect } from '#shared/scene/block-size.ts'
import { cardOf, freePlace, snapped } from './compose.ts'
import { GROUP, gap, isNote, rectOf, type Tidying } from './tidy-graph.ts'

type Point = { readonly x: number; readonly y: number }

/** The blocks of a folded group keep their distances to each other. */
const folded = (group: Group, { x, y }: Point, tidying: Tidying): [BlockId, Point][] => {
  const members = group.blocks.flatMap(block => {
    const rect = rectOf(tidying, block)
    return rect ? [{ block, rect }] : []
  })
  const bounds = boundsOf(members.map(member => member.rect))
  return members.map(({ block, rect }) => [
    block,
    { x: x + rect.x - (bounds?.x ?? 0), y: y + rect.y - (bounds?.y ?? 0) },
  ])
}

/** Where the blocks stand in the engine's answer, from its own origin. */
const placesIn = (answer: ElkNode, tidying: Tidying): Map<BlockId, Point> =>
  new Map(
    (answer.children ?? []).flatMap(({ id, x = 0, y = 0, children = [] }): [BlockId, Point][] => {
      if (!id.startsWith(GROUP)) return [[blockId(id), { x, y }]]
      const group = tidying.document.parts.groups[id.slice(GROUP.length)]
      if (group?.collapsed) return folded(group, { x, y }, tidying)
      return children.map(child => [blockId(child.id), { x: x + (child.x ?? 0), y: y + (child.y ?? 0) }])
    }),
  )

/** How far down the new drawing has to go so that it covers nothing that stays. */
const clearOf = (stays: readonly Rect[], cards: readonly Rect[]): number => {
  let down = 0
  for (let tries = 0; tries < 100; tries += 1) {
    let further = 0
    for (const card of cards) {
      const there = grown({ ...card, y: card.y + down }, gap / 2)
      const blocker = stays.find(each => overlap(each, there))
      if (blocker) further = Math.max(further, blocker.y + blocker.height - there.y)
    }
    if (further === 0) return down
    down += Math.ceil(further / 8) * 8
  }
  return down
}

const nearest = (note: Rect, cards: ReadonlyMap<BlockId, Rect>): BlockId | null => {
  let best: { id: BlockId; distance: number } | null = null
  for (const [id, card] of cards) {
    const distance = Math.hypot(
      card.x + card.width / 2 - note.x - note.width / 2,
      card.y + card.height / 2 - note.y - note.height / 2,
    )
    if (!best || distance < best.distance) best = { id, distance }
  }
  return best?.id ?? null
}

/** Notes go where the block beside them goes, to a free place. */
const notesAfter = (
  tidying: Tidying,
  before: ReadonlyMap<BlockId, Rect>,
  after: ReadonlyMap<BlockId, Rect>,
): Map<BlockId, Point> => {
  const { document, chosen, definitions } = tidying
  const taken = [...after.values()]
  const moved = new Map<BlockId, Point>()
  for (const [id, block] of entriesOf(document.graph.blocks)) {
    const free = isNote(block, definitions) && !document.layout[id]?.pinned
    if (!free || (chosen.size > 0 && !chosen.has(id))) continue
    const note = cardOf(document, block, definitions)
    const beside = nearest(note, before)
    const [from, to] = beside ? [before.get(beside), after.get(beside)] : []
    if (!from || !to) continue
    const place = freePlace(taken, { ...note, x: note.x + to.x - from.x, y: note.y + to.y - from.y })
    taken.push({ ...note, ...place })
    moved.set(id, place)
  }
  return moved
}

/** The moves that the engine's answer asks for. The drawing keeps its upper left corner, and what stays is not covered. */
export const tidyPatch = (answer: ElkNode, tidying: Tidying): GraphPatch => {
  const { document, definitions } = tidying
  const places = placesIn(answer, tidying)
  const before = new Map(
    [...places.keys()].flatMap(id => {
      const rect = rectOf(tidying, id)
      return rect ? [[id, rect] as const] : []
    }),
  )
  const old = boundsOf(before.values())
  const laid = [...places].flatMap(([id, place]) => {
    const rect = before.get(id)
    return rect ? [[id, { ...rect, ...place }] as const] : []
  })
  const fresh = boundsOf(laid.map(([, rect]) => rect))
  if (!old || !fresh) return []
  const by = { x: old.x - fresh.x, y: old.y - fresh.y }
  const put = (down: number): Map<BlockId, Rect> =>
    new Map(
      laid.map(([id, rect]) => [id, { ...rect, ...snapped({ x: rect.x + by.x, y: rect.y + by.y + down }) }]),
    )
  const stays = entriesOf(document.graph.blocks)
    .filter(([id, block]) => !places.has(id) && !isNote(block, definitions))
    .map(([, block]) => cardOf(document, block, definitions))
  const after = put(clearOf(stays, [...put(0).values()]))
  const notes = notesAfter(tidying, before, after)
  return [...after, ...notes].flatMap(([id, { x, y }]) => {
    const place = document.layout[id]
    return place?.x === x && place.y === y ? [] : [{ op: 'block.move', id, x, y } as const]
  })
}
