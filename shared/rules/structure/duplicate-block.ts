import { bundle } from '#shared/check/example-flows.ts'
import { deleteBlock } from '#shared/check/fixes.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { perPlace } from '#shared/check/per-flow.ts'
import { type GraphView, pieceRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { canonical } from '#shared/flow/serialise.ts'

/** What a block is joined to, as text: blocks with the same text are joined alike. */
const jointsOf = perPlace((flow, id): string => {
  const { into, outOf } = flow.connectionsAt(id)
  return [
    ...into.map(({ from, to }) => `<${to.port} ${from.block}.${from.port}`),
    ...outOf.map(({ from, to }) => `>${from.port} ${to.block}.${to.port}`),
  ]
    .toSorted()
    .join(' ')
})
/** The same for all that are joined alike, and seldom for others: it spares most of them the text. */
const joinsOf = (flow: GraphView, id: BlockId): number => {
  const { into, outOf } = flow.connectionsAt(id)
  let sum = into.length
  for (const { from } of into) sum += 3 * flow.numberOf(from.block)
  for (const { to } of outOf) sum += 7 * flow.numberOf(to.block)
  return sum
}
/** One neighbour, the same for all that are joined alike; they meet there. */
const anchorOf = (flow: GraphView, id: BlockId): BlockId | undefined => {
  const { into, outOf } = flow.connectionsAt(id)
  let least: BlockId | undefined
  for (const { from } of into) if (least === undefined || from.block < least) least = from.block
  for (const { to } of outOf) if (least === undefined || to.block < least) least = to.block
  return least
}
const grouped = (ids: Iterable<BlockId>, keyOf: (id: BlockId) => string | number): readonly BlockId[][] => {
  const groups = new Map<string | number, BlockId[]>()
  for (const id of ids) {
    const key = keyOf(id)
    const group = groups.get(key)
    if (group) group.push(id)
    else groups.set(key, [id])
  }
  return [...groups.values()].filter(group => group.length > 1)
}
const neighboursOf = (flow: GraphView, id: BlockId): ReadonlySet<BlockId> => {
  const { into, outOf } = flow.connectionsAt(id)
  const others = new Set<BlockId>()
  for (const { from } of into) others.add(from.block)
  for (const { to } of outOf) others.add(to.block)
  return others
}
const NONE: readonly never[] = []
/** Groups of two and more neighbours of a block that are of one kind and joined alike. */
const alikeAt = perPlace((flow, id): readonly (readonly BlockId[])[] => {
  const others = neighboursOf(flow, id)
  if (others.size < 2) return NONE
  return grouped(others, other => flow.kindOf(other) ?? '')
    .filter(([first]) => first !== undefined && flow.kindOf(first) !== 'note')
    .flatMap(group => grouped(group, other => joinsOf(flow, other)))
    .flatMap(group => grouped(group, other => jointsOf(flow, other)))
    .map(group => flow.inOrder(group))
})
const contentOf = (block: Block | undefined) =>
  block === undefined
    ? ''
    : canonical({
        kind: block.kind,
        props: block.props,
        metadata: block.metadata,
        onAccount: block.onAccount,
      })
const NO_TWINS: ReadonlyMap<BlockId, BlockId> = new Map()
/** Neighbours of a block that say the same as one before them, with that one. */
const twinsAt = perPlace((flow, id): ReadonlyMap<BlockId, BlockId> => {
  const groups = alikeAt(flow, id)
  if (groups.length === 0) return NO_TWINS
  const twins = new Map<BlockId, BlockId>()
  for (const group of groups) {
    const first = new Map<string, BlockId>()
    for (const other of group) {
      const content = contentOf(flow.block(other))
      const same = first.get(content)
      if (same === undefined) first.set(content, other)
      else twins.set(other, same)
    }
  }
  return twins
})
/** No two blocks are the same. */
export const duplicateBlock = pieceRule({
  id: 'structure/duplicate-block',
  severity: 'warning',
  needs: 'graph',
  docs: {
    title: 'No two blocks are the same',
    why: 'Two live objects, double charge or double endpoint.',
    source: 'practice',
  },
  valid: [{ name: 'two alike for different providers', graph: bundle() }],
  invalid: [
    {
      name: 'the same handler twice',
      graph: bundle({
        blocks: { again: ['event-handler', { events: ['invoice.paid'] }] },
        with: ['wh.event-out -> again.event-in', 'again.event-out -> spl.event-in'],
      }),
      reports: [
        {
          message: '“again” is the same as “paid”, found equal properties and neighbours',
          location: atBlock('again'),
        },
      ],
    },
  ],
  pieces: {
    block: ({ id }, flow) => {
      const anchor = anchorOf(flow, id)
      const first = anchor === undefined ? undefined : twinsAt(flow, anchor).get(id)
      const same = first === undefined ? undefined : flow.block(first)
      const block = flow.block(id)
      if (!block || !same) return NOTHING
      const message = `${quoted(block)} is the same as ${quoted(same)}, found equal properties and neighbours`
      return [{ ...found(atBlock(id), message, [deleteBlock(block)]), related: [atBlock(same.id)] }]
    },
  },
})
