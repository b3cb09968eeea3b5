/** Something that can be found: a page and the words that stand for it. */
export type Entry<T> = {
  readonly topic: T
  readonly title: string
  readonly summary: string
  /** Needs and synonyms; found like the title, but ranked below it. */
  readonly keywords: readonly string[]
  /** Everything else that it says. */
  readonly body: string
}

/** An entry that was found; a higher score is a better match. */
export type Found<T> = { readonly entry: Entry<T>; readonly score: number }

const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

const scoreOf = (word: string, entry: Entry<unknown>): number => {
  const title = fold(entry.title)
  if (title === word) return 40
  if (title.split(/[^\p{L}\p{N}]+/u).some(part => part.startsWith(word))) return 20
  if (title.includes(word)) return 12
  if (entry.keywords.some(keyword => fold(keyword).includes(word))) return 10
  if (fold(entry.summary).includes(word)) return 5
  return fold(entry.body).includes(word) ? 2 : 0
}

/** Entries in which every word occurs, the best match first; equal ones in the order given. */
export const searchKnowledge = <T>(query: string, entries: readonly Entry<T>[]): readonly Found<T>[] => {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return entries
    .map(entry => {
      const scores = words.map(word => scoreOf(word, entry))
      const phrase = words.length > 1 && fold(entry.title).includes(words.join(' ')) ? 30 : 0
      return { entry, score: scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, phrase) }
    })
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
}
