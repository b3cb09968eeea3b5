import { circlesOf } from '#shared/check/circles.ts'
import type { Finding } from '#shared/check/diagnostic.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { NOTHING } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { moneyPart } from '#shared/check/parts.ts'
import { perPart } from '#shared/check/per-flow.ts'
import { type GraphView, pieceRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'
import type { Block, Connection } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'

const CUT: ReadonlySet<string> = new Set(['refund', 'transfer-reversal'])
/** How many blocks of a circle a message names. */
const MOST = 6
/** Circles among the blocks of a part, by their first block. */
const circles = perPart((flow: GraphView, part): ReadonlyMap<BlockId, readonly BlockId[]> => {
  const moving = (id: BlockId) => !CUT.has(flow.kindOf(id) ?? '')
  const next = (id: BlockId) => {
    const targets: BlockId[] = []
    for (const connection of flow.connectionsAt(id).outOf)
      if (flow.carriesOf(connection) === 'money' && moving(connection.to.block))
        targets.push(connection.to.block)
    return targets
  }
  return new Map(
    circlesOf(part.members.filter(moving), next).flatMap((circle): [BlockId, readonly BlockId[]][] =>
      circle[0] === undefined ? [] : [[circle[0], circle]],
    ),
  )
})
const isBetween = ({ id }: Block, flow: GraphView): boolean => {
  const { into, outOf } = flow.connectionsAt(id)
  const hasMoney = (connections: readonly Connection[]) =>
    connections.some(connection => flow.carriesOf(connection) === 'money')
  return hasMoney(into) && hasMoney(outOf)
}
function* circling(subject: Block, flow: GraphView): Iterable<Finding> {
  const part = moneyPart(flow, subject.id)
  const circle = (circles(flow, part).get(subject.id) ?? []).flatMap(id => flow.block(id) ?? [])
  const [block, ...others] = circle
  if (!block) return
  yield {
    message: `${quoted(block)} gets back the money that it hands on, found a circle through ${named(circle.slice(0, MOST))}`,
    location: atBlock(block.id),
    related: others.map(other => atBlock(other.id)),
  }
}
/** Money does not run in a circle. */
export const moneyCycle = pieceRule({
  id: 'structure/money-cycle',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'Money does not run in a circle',
    why: 'Funds cannot return to their own source by transfer.',
    source: 'practice',
  },
  valid: [{ name: 'money runs forward', graph: bundle() }],
  invalid: [
    {
      name: 'two splits feed each other',
      graph: bundle({
        blocks: { again: ['split'] },
        with: ['spl.money-out -> again.money-in', 'again.money-out -> spl.money-in'],
      }),
      reports: [
        {
          message: '“spl” gets back the money that it hands on, found a circle through “spl” and “again”',
          location: atBlock('spl'),
        },
      ],
    },
  ],
  pieces: {
    block: (subject, flow) => (isBetween(subject, flow) ? circling(subject, flow) : NOTHING),
  },
})
