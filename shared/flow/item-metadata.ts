import { LIMITS } from '#shared/facts/limits.ts'
import { rows, text } from './fields.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import type { Param } from './parameters.ts'
import { rowsIn, rowsOf } from './read-props.ts'

const { pairs: PAIRS, key: KEY, value: VALUE } = LIMITS.metadata

/** One of the pairs is the plan's own: the price's block. */
const OWN_PAIRS = 1

/** What is kept on one thing that is sold, pair by pair. */
export const itemMetadataField = rows({
  title: 'Metadata',
  help: `Kept on the item of the subscription, or on the line of the Checkout that sells it; payment links keep none. Up to ${PAIRS - OWN_PAIRS} pairs; “block” is the plan’s own.`,
  parameter: 'metadata',
  max: PAIRS - OWN_PAIRS,
  row: {
    key: text({ title: 'Key', help: `Up to ${KEY} characters.`, maxLength: KEY }),
    value: text({ title: 'Value', help: `Up to ${VALUE} characters.`, maxLength: VALUE }),
  },
})

const pairsOf = (block: Block, price: BlockId): readonly (readonly [string, string])[] => {
  const rowOfPrice = rowsOf(block, 'items').find(item => item['price'] === price)
  return rowsIn(rowOfPrice?.['metadata']).flatMap(({ key, value }) =>
    typeof key === 'string' && typeof value === 'string' && key !== '' ? [[key, value] as const] : [],
  )
}

/**
 * Metadata of what is sold at a price: what the first of these blocks that names any has in the price's row, and the
 * price's block, by which the plan knows it.
 */
export const itemMetadata = (sellers: readonly Block[], price: BlockId): Record<string, Param> => {
  const own = sellers.map(seller => pairsOf(seller, price)).find(pairs => pairs.length > 0) ?? []
  return { ...Object.fromEntries(own), block: price }
}
