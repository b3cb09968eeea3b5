import type { Block } from '#shared/flow/graph.ts'

/** The user's name of a block, in quotation marks. */
export const quoted = (block: Pick<Block, 'label'>): string => `“${block.label}”`

/** “A”, “B” and “C”. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/** Names of several blocks: “A”, “B” and “C”. */
export const named = (blocks: readonly Pick<Block, 'label'>[]): string => listed(blocks.map(quoted))

/** “1 item”, “2 items”. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** Basis points as people write percentages: 250 -> "2.5 %". */
export const percentText = (bps: number): string => `${bps / 100} %`
