/** One node on the way: its successors, and those that are still to be looked at. */
type Frame<T> = { readonly node: T; readonly successors: readonly T[]; readonly next: Iterator<T> }

/**
 * Groups of nodes that all reach each other (strongly connected, by Tarjan's algorithm without recursion); single nodes
 * only when they lead to themselves. Order follows `nodes`. Linear in nodes and successors.
 */
export const circlesOf = <T>(
  nodes: readonly T[],
  successors: (node: T) => readonly T[],
): readonly (readonly T[])[] => {
  const order = new Map<T, number>()
  const low = new Map<T, number>()
  const open: T[] = []
  const isOpen = new Set<T>()
  const circles: T[][] = []
  const lower = (node: T, value: number) => low.set(node, Math.min(low.get(node) ?? value, value))

  const enter = (node: T): Frame<T> => {
    order.set(node, order.size)
    low.set(node, order.get(node) ?? 0)
    open.push(node)
    isOpen.add(node)
    const after = successors(node)
    return { node, successors: after, next: after.values() }
  }

  const close = ({ node, successors: after }: Frame<T>) => {
    const members = open.splice(open.lastIndexOf(node))
    for (const member of members) isOpen.delete(member)
    if (members.length > 1 || after.includes(node)) circles.push(members)
  }

  const walk = (start: T) => {
    const path = [enter(start)]
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const next = frame.next.next()
      if (next.done !== true) {
        if (!order.has(next.value)) path.push(enter(next.value))
        else if (isOpen.has(next.value)) lower(frame.node, order.get(next.value) ?? 0)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) lower(parent.node, low.get(frame.node) ?? 0)
      if (low.get(frame.node) === order.get(frame.node)) close(frame)
    }
  }

  for (const node of nodes) if (!order.has(node)) walk(node)
  if (circles.length === 0) return circles
  const place = new Map(nodes.map((node, index) => [node, index]))
  const at = (node: T | undefined) => (node === undefined ? 0 : (place.get(node) ?? 0))
  return circles
    .map(circle => circle.toSorted((a, b) => at(a) - at(b)))
    .toSorted((a, b) => at(a[0]) - at(b[0]))
}
