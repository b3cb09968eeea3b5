import { DEFINITIONS } from '#shared/blocks/index.ts'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import { type Family, families } from '#shared/scene/tokens.ts'

/** A family of the palette with its blocks. */
export type FamilyOfBlocks = {
  readonly family: Family
  readonly title: string
  readonly blocks: readonly BlockDefinition[]
}

const titles: Record<Family, string> = {
  customer: 'Customer and entry',
  catalog: 'Catalog',
  billing: 'Billing',
  payments: 'Payments',
  connect: 'Connect',
  operations: 'Operations',
}

/** Every block that may be added, by family; families without blocks are left out. */
export const offeredFamilies: readonly FamilyOfBlocks[] = families
  .map(family => ({
    family,
    title: titles[family],
    blocks: DEFINITIONS.filter(definition => definition.category === family && !definition.legacy),
  }))
  .filter(({ blocks }) => blocks.length > 0)

/** Every block that may be added. */
export const offeredBlocks: readonly BlockDefinition[] = offeredFamilies.flatMap(({ blocks }) => blocks)
