import type { Block } from './graph.ts'
import { numberOf } from './read-props.ts'

/** Days that a hold keeps money back: what it says, and never longer than its latest day. */
const heldDays = (hold: Block): number =>
  Math.min(numberOf(hold, 'days') ?? 0, numberOf(hold, 'maxDays') ?? Number.MAX_SAFE_INTEGER)

const WAITS: Readonly<Record<string, (block: Block) => number>> = {
  hold: heldDays,
  transfer: block => numberOf(block, 'delayDays') ?? 0,
}

/** Days for which money that reaches a block waits there; 0 where it goes on at once. */
export const waitAt = (block: Block): number => WAITS[block.kind]?.(block) ?? 0

/** Days after its payment on which money goes on from a block that it reached after so many. */
export const waitThrough = (block: Block, { waitDays = 0 }: { readonly waitDays?: number }): number =>
  waitDays + waitAt(block)
