import type { BlockDefinition } from '#shared/flow/block-definition.ts'

/** A width and a height in canvas units, which are CSS pixels at zoom 1. */
export type Size = { readonly width: number; readonly height: number }

/** A rectangle in canvas units. */
export type Rect = Size & { readonly x: number; readonly y: number }

/** Cards have fixed sizes: so nothing has to be measured, and far blocks need not be drawn. */
export const blockSizes: Readonly<Record<BlockDefinition['size'], Size>> = {
  standard: { width: 168, height: 72 },
  tall: { width: 168, height: 96 },
  compact: { width: 152, height: 40 },
  handler: { width: 144, height: 36 },
}

/** The smallest rectangle around all of `rects`, or null when there are none. */
export const boundsOf = (rects: Iterable<Rect>): Rect | null => {
  const all = [...rects]
  if (all.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height } of all) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

const frameRoom = { side: 12, top: 32, bottom: 12 }

/** The frame of a group around its cards, with room for its title; null around nothing. */
export const frameAround = (cards: Iterable<Rect>): Rect | null => {
  const bounds = boundsOf(cards)
  return (
    bounds && {
      x: bounds.x - frameRoom.side,
      y: bounds.y - frameRoom.top,
      width: bounds.width + 2 * frameRoom.side,
      height: bounds.height + frameRoom.top + frameRoom.bottom,
    }
  )
}

/** Whether two rectangles share an area. */
export const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The rectangle grown by `by` on every side. */
export const grown = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})
