/** A stretch of a guide. Texts may hold `code` between back quotes and nothing else. */
export type GuidePart =
  | { readonly part: 'heading'; readonly text: string }
  | { readonly part: 'text'; readonly text: string }
  | { readonly part: 'list'; readonly items: readonly string[] }
  | {
      readonly part: 'table'
      readonly titles: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly part: 'picture'; readonly of: 'charge-life' }

/** One page that explains something about payments, for people who draw them. */
export type Guide = {
  /** Also the name of its page in `docs/guides`. */
  readonly id: string
  readonly title: string
  readonly summary: string
  /** Other words under which it is found. */
  readonly keywords: readonly string[]
  /** Pages of Stripe's documentation behind it, or `practice` where it is experience. */
  readonly sources: readonly string[]
  readonly parts: readonly GuidePart[]
}

/** A text as pieces: words, and code that stood between back quotes. */
export const piecesOf = (text: string): readonly { readonly text: string; readonly code: boolean }[] =>
  text
    .split('`')
    .map((piece, index) => ({ text: piece, code: index % 2 === 1 }))
    .filter(piece => piece.text !== '')

/** All words of a guide in one text, for searching. */
export const wordsOf = (guide: Guide): string =>
  guide.parts
    .map(part => {
      switch (part.part) {
        case 'heading':
        case 'text':
          return part.text
        case 'list':
          return part.items.join(' ')
        case 'table':
          return [...part.titles, ...part.rows.flat()].join(' ')
        case 'picture':
          return ''
        default:
          return part satisfies never
      }
    })
    .join(' ')
