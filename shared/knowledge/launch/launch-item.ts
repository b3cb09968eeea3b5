import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'

/** One thing to do before a design goes live. */
export type LaunchItem = {
  readonly id: string
  readonly title: string
  /** Why, and what happens without it. */
  readonly why: string
  /** Where it is done. */
  readonly where: 'Dashboard' | 'Code' | 'Team'
  readonly source: string
  /** The blocks that make it apply; empty = it applies to every design; null = it does not apply. */
  readonly about: (flow: FlowIndex) => readonly Block[] | null
}

/** Applies to every design. */
export const always = (): readonly Block[] => []

/** Applies to designs with blocks of these kinds. */
export const withKinds =
  (...kinds: readonly string[]) =>
  (flow: FlowIndex): readonly Block[] | null => {
    const blocks = kinds.flatMap(kind => flow.ofKind(kind))
    return blocks.length === 0 ? null : blocks
  }

/** Applies to designs with a block of this kind that passes a test. */
export const withBlocks =
  (kind: string, test: (block: Block) => boolean) =>
  (flow: FlowIndex): readonly Block[] | null => {
    const blocks = flow.ofKind(kind).filter(test)
    return blocks.length === 0 ? null : blocks
  }
