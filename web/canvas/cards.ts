import type { BlockId } from '#shared/flow/ids.ts'
import { overlap, type Rect } from '#shared/scene/block-size.ts'

const CELL = 256

/** Finds the cards in a part of the canvas without looking at all of them. */
export type Cards = {
  readonly at: ReadonlyMap<BlockId, Rect>
  within(area: Rect): BlockId[]
}

const cells = (area: Rect): string[] => {
  const keys: string[] = []
  for (let x = Math.floor(area.x / CELL); x * CELL < area.x + area.width; x += 1) {
    for (let y = Math.floor(area.y / CELL); y * CELL < area.y + area.height; y += 1) keys.push(`${x}:${y}`)
  }
  return keys
}

/** Sorts cards into squares of the canvas. */
export const indexCards = (at: ReadonlyMap<BlockId, Rect>): Cards => {
  const grid = new Map<string, BlockId[]>()
  for (const [id, card] of at) {
    for (const key of cells(card)) {
      const list = grid.get(key)
      if (list) list.push(id)
      else grid.set(key, [id])
    }
  }
  return {
    at,
    within: area => {
      const found = new Set<BlockId>()
      for (const key of cells(area)) {
        for (const id of grid.get(key) ?? []) {
          const card = at.get(id)
          if (card && overlap(card, area)) found.add(id)
        }
      }
      return [...found]
    },
  }
}
