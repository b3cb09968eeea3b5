import type { BlockDefinition } from '#shared/flow/block-definition.ts'

/** Words that say nothing about what is needed. */
const FILLERS = new Set(
  'a an and as at be by can for from how i if in is it my of on or our so the their then to we what when with you your'.split(
    ' ',
  ),
)

/** A word without its ending, so that “sellers” finds “seller” and “refunding” finds “refund”. */
const stemOf = (word: string): string =>
  word.length > 4 ? word.replace(/(?:ies|ing|ed|es|s|e|y)$/, '') : word

const tokensOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** What was typed, as the beginnings of words that are looked for. */
const wantedIn = (typed: string): readonly string[] => {
  const tokens = tokensOf(typed)
  const telling = tokens.filter(token => !FILLERS.has(token))
  return [...new Set((telling.length > 0 ? telling : tokens).map(stemOf))]
}

const beginsIn = (text: string, beginning: string): boolean =>
  tokensOf(text).some(token => token.startsWith(beginning))

/** How well one word answers: in the name or in a need, and beside that in the summary and the longer advice. */
const wordScore = (definition: BlockDefinition, word: string, advice: string): number => {
  const { title, kind, keywords, summary } = definition
  const named = beginsIn(title, word) ? 12 : 0
  const needed = beginsIn(kind, word) || keywords.some(keyword => beginsIn(keyword, word)) ? 9 : 0
  const said = (beginsIn(summary, word) ? 3 : 0) + (beginsIn(advice, word) ? 2 : 0)
  return Math.max(named, needed) + said
}

/** A whole need that was typed, or a name that begins with what was typed, comes before single words. */
const phraseScore = ({ title, keywords }: BlockDefinition, typed: string): number => {
  const phrase = typed.trim().toLowerCase()
  if (title.toLowerCase() === phrase) return 80
  if (title.toLowerCase().startsWith(phrase)) return 50
  if (keywords.some(keyword => keyword.toLowerCase() === phrase)) return 40
  return keywords.some(keyword => keyword.toLowerCase().includes(phrase)) ? 30 : 0
}

/** A longer text about a kind, for needs that neither its name nor its keywords tell. */
export type AdviceOn = (kind: string) => string

const noAdvice: AdviceOn = () => ''

/** So many are shown at most: a list longer than that answers nothing. */
const MOST = 12

/** Blocks that answer to what was typed, by name or by need, to at least half of its words; the best first. */
export const findBlocks = (
  offered: readonly BlockDefinition[],
  typed: string,
  adviceOn: AdviceOn = noAdvice,
): BlockDefinition[] => {
  const words = wantedIn(typed)
  if (words.length === 0) return []
  const ranked = offered.map(definition => {
    const scores = words.map(word => wordScore(definition, word, adviceOn(definition.kind)))
    return {
      definition,
      hits: scores.filter(score => score > 0).length,
      score: scores.reduce((sum, score) => sum + score, phraseScore(definition, typed)),
    }
  })
  return ranked
    .filter(({ hits }) => hits > 0 && hits * 2 >= words.length)
    .toSorted((a, b) => b.hits - a.hits || b.score - a.score)
    .slice(0, MOST)
    .map(({ definition }) => definition)
}
