import type { Locator } from '@playwright/test'

/** A point of the window. */
export type Point = { readonly x: number; readonly y: number }

/** The middle of what is on screen. */
export async function middleOf(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error(`${String(locator)} is not on screen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A point of a wire at which nothing lies on it. Runs in the page. */
export function pointToHit(path: Element): Point {
  const matrix = path instanceof SVGPathElement ? path.getScreenCTM() : null
  if (!(path instanceof SVGPathElement) || matrix === null) throw new Error('the wire is not on screen')
  const wire = path.closest('.react-flow__edge')
  const length = path.getTotalLength()
  for (let part = 0.5; part < 1; part += 0.02) {
    for (const at of [part, 1 - part]) {
      const { x, y } = path.getPointAtLength(length * at).matrixTransform(matrix)
      if (wire?.contains(document.elementFromPoint(x, y)) === true) return { x, y }
    }
  }
  throw new Error('something lies on every part of the wire')
}
