/** One pair as it is typed: its key may still be empty, or that of another pair. */
export type Pair = { readonly key: string; readonly value: string }

type Metadata = Readonly<Record<string, string>>

/** Metadata as rows of a form. */
export const pairsOf = (metadata: Metadata): readonly Pair[] =>
  Object.entries(metadata).map(([key, value]) => ({ key, value }))

/** Rows as metadata: without those that have no key yet; of two with one key the first counts. */
export const metadataOf = (pairs: readonly Pair[]): Metadata =>
  Object.fromEntries(
    pairs
      .toReversed()
      .filter(({ key }) => key !== '')
      .map(({ key, value }) => [key, value]),
  )

/** Rows of a form's value, whatever else it may hold. */
export const pairsIn = (value: unknown): readonly Pair[] =>
  (Array.isArray(value) ? value : []).map((row: unknown): Pair => {
    const member = (name: string): string => {
      const found: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined
      return typeof found === 'string' ? found : ''
    }
    return { key: member('key'), value: member('value') }
  })

const sorted = (metadata: Metadata): string =>
  JSON.stringify(Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** Whether two blocks' metadata are alike, in whatever order. */
export const sameMetadata = (one: Metadata, other: Metadata): boolean => sorted(one) === sorted(other)

/** The rows being typed while they say what the document says; else the document's, as after an undo. */
export const shownPairs = (typed: readonly Pair[], metadata: Metadata): readonly Pair[] =>
  sameMetadata(metadataOf(typed), metadata) ? typed : pairsOf(metadata)
