import type { FlowDocument } from './document.ts'

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}

/** Canonical JSON of any value on one line: keys sorted, undefined members left out. What hashes are taken of. */
export const canonical = (value: unknown): string => JSON.stringify(sorted(value))

/** A document as it stands in a file: keys sorted, two-space indent, newline at the end, so that a change is a small diff. */
export const serialise = (document: FlowDocument): string => `${JSON.stringify(sorted(document), null, 2)}\n`
