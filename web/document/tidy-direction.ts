/** A connection before tidying: what lies where it starts and ends, and how much its direction counts (0 = most). */
export type Way = { readonly from: string; readonly to: string; readonly rank: number }

const reaches = (after: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean => {
  const seen = new Set([from])
  const open = [from]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true
    for (const other of after.get(next) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      open.push(other)
    }
  }
  return false
}

/**
 * The ways that have to be turned around so that all lead from left to right: those that count least, among equal ones
 * the later. Without this a provider's reference to its product would put the money's end before its beginning.
 */
export const turned = <W extends Way>(ways: readonly W[]): ReadonlySet<W> => {
  const after = new Map<string, string[]>()
  const back = new Set<W>()
  for (const way of ways.toSorted((a, b) => a.rank - b.rank)) {
    const circle = reaches(after, way.to, way.from)
    if (circle) back.add(way)
    const [from, to] = circle ? [way.to, way.from] : [way.from, way.to]
    after.set(from, [...(after.get(from) ?? []), to])
  }
  return back
}
