import type { Block, Connection, FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { formatMoney } from '#shared/money/format.ts'
import type { BlockResult } from '../analysis/results.ts'
import { neighboursOf } from '../document/neighbours.ts'
import { type MarkState, markWords } from '../ui/StateMark.tsx'

/** How a block stands, as its mark shows it: switched off, or its state in the run that is shown. */
export const stateOf = (block: Block, result: BlockResult): MarkState | undefined =>
  block.disabled ? 'off' : result.run

/** `2 errors`, `1 warning`, `3 advice`; nothing for 0. */
export const counted = (count: number, word: string): string[] =>
  count === 0 ? [] : [`${count} ${word}${count === 1 || word === 'advice' ? '' : 's'}`]

/** The accessible name of a card: “Split: Pay each provider, succeeded, selected”. */
export const cardName = (
  { block, title }: { block: Block; title: string },
  result: BlockResult,
  selected: boolean,
): string => {
  const state = stateOf(block, result)
  return [
    `${title}: ${block.label || title}`,
    ...(state ? [markWords(state).toLowerCase()] : []),
    ...(result.amount ? [formatMoney(result.amount, { signed: result.signed ?? false })] : []),
    ...counted(result.errors, 'error'),
    ...counted(result.warnings, 'warning'),
    ...counted(result.advice, 'advice'),
    ...(selected ? ['selected'] : []),
  ].join(', ')
}

/** More names than these are counted. */
const MOST_NAMED = 6

const named = (labels: readonly string[]): string => {
  const each = [...new Set(labels)]
  const more = each.length - MOST_NAMED
  return [...each.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** What a block is connected with: “from In-app payment, Smart retries; to Pay each provider”. */
export const endWords = (graph: FlowGraph, id: BlockId): string => {
  const { into, outOf } = neighboursOf(graph)
  const labels = (connections: readonly Connection[] | undefined, end: 'from' | 'to'): string =>
    named((connections ?? []).flatMap(connection => graph.blocks[connection[end].block]?.label ?? []))
  const [before, after] = [labels(into.get(id), 'from'), labels(outOf.get(id), 'to')]
  return [...(before ? [`from ${before}`] : []), ...(after ? [`to ${after}`] : [])].join('; ')
}
