import type { Definitions } from '#shared/flow/connect.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { type BlockId, blockId, entriesOf } from '#shared/flow/ids.ts'
import { boundsOf, frameAround, type Rect } from '#shared/scene/block-size.ts'
import { cardOf } from '../document/compose.ts'
import { type Cards, indexCards } from './cards.ts'

/** Where everything stands: blocks on their own, and the stacks of folded groups in the place of their blocks. */
export type Standing = {
  readonly cards: Cards
  /** The stack that stands for a block whose group is folded. */
  readonly standIn: ReadonlyMap<BlockId, BlockId>
  readonly frames: ReadonlyMap<string, Rect>
}

/** The id of a group's frame or stack among the nodes. */
export const frameId = (group: string): BlockId => blockId(`group:${group}`)

/** A folded group is as wide as a card and a little lower. */
export const stackSize = { width: 168, height: 56 }

/** Works out where everything stands. */
export const standingOf = (document: FlowDocument, definitions: Definitions): Standing => {
  const at = new Map<BlockId, Rect>(
    entriesOf(document.graph.blocks).map(([id, block]) => [id, cardOf(document, block, definitions)]),
  )
  const standIn = new Map<BlockId, BlockId>()
  const frames = new Map<string, Rect>()
  for (const [id, group] of Object.entries(document.parts.groups)) {
    const members = group.blocks.filter(member => at.has(member) && !standIn.has(member))
    const bounds = boundsOf(members.flatMap(member => at.get(member) ?? []))
    if (!bounds) continue
    if (group.collapsed) {
      for (const member of members) standIn.set(member, frameId(id))
      at.set(frameId(id), { x: bounds.x, y: bounds.y, ...stackSize })
    } else {
      const frame = frameAround(group.blocks.flatMap(member => at.get(member) ?? []))
      if (frame) frames.set(id, frame)
    }
  }
  for (const member of standIn.keys()) at.delete(member)
  return { cards: indexCards(at), standIn, frames }
}

const sameRects = (a: ReadonlyMap<string, Rect>, b: ReadonlyMap<string, Rect>): boolean =>
  a.size === b.size &&
  [...a].every(([id, one]) => {
    const other = b.get(id)
    return other?.x === one.x && other.y === one.y && other.width === one.width && other.height === one.height
  })

/** The cards that stand elsewhere than before. */
export const movedCards = (before: Standing, now: Standing): readonly BlockId[] =>
  [...now.cards.at].flatMap(([id, { x, y }]) => {
    const old = before.cards.at.get(id)
    return old?.x === x && old.y === y ? [] : [id]
  })

/** Whether the same cards stand in both, folded groups included; each may be elsewhere. */
export const sameCards = (a: Standing, b: Standing): boolean =>
  a.cards.at.size === b.cards.at.size &&
  [...a.cards.at.keys()].every(id => b.cards.at.has(id)) &&
  a.standIn.size === b.standIn.size &&
  [...a.standIn].every(([member, stack]) => b.standIn.get(member) === stack)

/** Whether nothing moved from one to the other: a block that only got another name stands where it stood. */
export const sameStanding = (a: Standing, b: Standing): boolean =>
  sameCards(a, b) && sameRects(a.cards.at, b.cards.at) && sameRects(a.frames, b.frames)
