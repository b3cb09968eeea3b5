import { BLOCK_DOCS } from 'virtual:block-docs'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import { GUIDANCE } from '#shared/knowledge/guidance.ts'
import { findBlocks } from '../document/find-blocks.ts'
import { offeredBlocks } from './families.ts'

const adviceOn = (kind: string): string => `${GUIDANCE[kind]?.when ?? ''} ${BLOCK_DOCS[kind]?.body ?? ''}`

/** Blocks that answer to a name or a need, by everything that is written about them. */
export const searchBlocks = (typed: string): readonly BlockDefinition[] =>
  findBlocks(offeredBlocks, typed, adviceOn)
