/** One node on the way: the successors that are still to be looked at. */
type Frame<T> = { readonly node: T; readonly next: { readonly node: T }[] }

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
    return { node, next: successors(node).map(next => ({ node: next })) }
  }

  const close = (node: T) => {
    const members = open.splice(open.lastIndexOf(node))
    for (const member of members) isOpen.delete(member)
    if (members.length > 1 || successors(node).includes(node)) circles.push(members)
  }

  const walk = (start: T) => {
    const path = [enter(start)]
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const next = frame.next.shift()
      if (next) {
        if (!order.has(next.node)) path.push(enter(next.node))
        else if (isOpen.has(next.node)) lower(frame.node, order.get(next.node) ?? 0)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) lower(parent.node, low.get(frame.node) ?? 0)
      if (low.get(frame.node) === order.get(frame.node)) close(frame.node)
    }
  }

  for (const node of nodes) if (!order.has(node)) walk(node)
  const place = new Map(nodes.map((node, index) => [node, index]))
  const at = (node: T | undefined) => (node === undefined ? 0 : (place.get(node) ?? 0))
  return circles
    .map(circle => circle.toSorted((a, b) => at(a) - at(b)))
    .toSorted((a, b) => at(a[0]) - at(b[0]))
}
