import type { Diagnostic, Location, Severity } from './diagnostic.ts'

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** A location as text that tells any two apart: `block:qA#unitAmount`, `port:plan.price`, `connection:c1`, `flow`. */
export const locationKey = (location: Location): string => {
  switch (location.at) {
    case 'flow':
      return 'flow'
    case 'block':
      return `block:${location.id}${location.field === undefined ? '' : `#${location.field}`}`
    case 'port':
      return `port:${location.ref.block}.${location.ref.port}`
    case 'connection':
      return `connection:${location.id}`
    default:
      return location satisfies never
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Placed = { readonly diagnostic: Diagnostic; readonly place: string }

const order = ({ diagnostic: a, place: at }: Placed, { diagnostic: b, place: there }: Placed): number =>
  RANK[a.severity] - RANK[b.severity] ||
  compare(a.code, b.code) ||
  compare(at, there) ||
  compare(a.message, b.message)

const placed = (diagnostic: Diagnostic): Placed => ({ diagnostic, place: locationKey(diagnostic.location) })

const merged = (a: readonly Placed[], b: readonly Placed[]): Placed[] => {
  const all: Placed[] = []
  let next = 0
  for (const one of a) {
    for (let other = b[next]; other && order(other, one) < 0; other = b[next]) {
      all.push(other)
      next += 1
    }
    all.push(one)
  }
  return [...all, ...b.slice(next)]
}

/** Errors first, then by rule, place and message: the same findings always stand in the same order. */
export const sortedDiagnostics = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics
    .map(placed)
    .toSorted(order)
    .map(({ diagnostic }) => diagnostic)

/** Two lists that are in order, as one. */
export const mergedDiagnostics = (
  a: readonly Diagnostic[],
  b: readonly Diagnostic[],
): readonly Diagnostic[] =>
  b.length === 0 ? a : merged(a.map(placed), b.map(placed)).map(({ diagnostic }) => diagnostic)

/** Diagnostics that are kept in order while some are taken away and others added. */
export const createSorted = () => {
  let all: readonly Placed[] = []
  let list: readonly Diagnostic[] = []
  return {
    replace: (old: ReadonlySet<Diagnostic>, added: readonly Diagnostic[]) => {
      if (old.size === 0 && added.length === 0) return
      const left = old.size > 0 ? all.filter(({ diagnostic }) => !old.has(diagnostic)) : all
      all = added.length > 0 ? merged(left, added.map(placed).toSorted(order)) : left
      list = all.map(({ diagnostic }) => diagnostic)
    },
    list: (): readonly Diagnostic[] => list,
  }
}
