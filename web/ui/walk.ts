/** Where somebody stands among controls in a line; -1 = before them. */
type Place = { readonly at: number; readonly count: number }

const ARROWS = { row: ['ArrowLeft', 'ArrowRight'], column: ['ArrowUp', 'ArrowDown'] } as const

/**
 * To which of the controls in a row or column a key leads: arrows go round, Home and End to its ends; null for any other
 * key. Only one of them is a Tab stop.
 */
export const walk = (key: string, line: keyof typeof ARROWS, { at, count }: Place): number | null => {
  const [back, on] = ARROWS[line]
  if (count === 0) return null
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (key === on) return (at + 1) % count
  return key === back ? (Math.max(at, 0) - 1 + count) % count : null
}
