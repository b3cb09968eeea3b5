import { single } from '#shared/check/example-flows.ts'
import { deleteBlock } from '#shared/check/fixes.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { joinedPart } from '#shared/check/parts.ts'
import { perFlow, perPart } from '#shared/check/per-flow.ts'
import { type GraphView, pieceRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const STARTS: readonly string[] = [
  'checkout-session',
  'payment-element',
  'payment-link',
  'invoice',
  'subscription',
  'subscription-schedule',
  'payment-intent',
  'webhook-endpoint',
  'event-handler',
  'customer-portal',
  'usage-event',
  'top-up',
  'external-system',
]
const startsAtAll = perFlow(flow => STARTS.some(kind => flow.ofKind(kind).length > 0))
const isStarted = perPart((flow: GraphView, part) =>
  part.members.some(id => STARTS.includes(flow.kindOf(id) ?? '')),
)
/** A block belongs to a path that something starts. */
export const unreachableBlock = pieceRule({
  id: 'structure/unreachable-block',
  severity: 'warning',
  needs: 'graph',
  docs: {
    title: 'A block belongs to a path that something starts',
    why: 'Nothing ever calls it, so the design promises a step that no run makes.',
    source: 'practice',
  },
  valid: [
    { name: 'all joined', graph: single() },
    { name: 'a note alone', graph: single({ blocks: { memo: ['note'] } }) },
  ],
  invalid: [
    {
      name: 'a product on its own',
      graph: single({ blocks: { extra: ['product', { provider: 'platform' }] } }),
      reports: [
        {
          message: '“extra” is joined to no entry and no trigger, found no connection to any',
          location: atBlock('extra'),
        },
      ],
    },
  ],
  pieces: {
    block: ({ id, kind }, flow) => {
      if (kind === 'note' || !startsAtAll(flow) || isStarted(flow, joinedPart(flow, id))) return NOTHING
      const block = flow.block(id)
      if (!block) return NOTHING
      const message = `${quoted(block)} is joined to no entry and no trigger, found no connection to any`
      return [found(atBlock(id), message, [deleteBlock(block)])]
    },
  },
})
