import type { QuickFix } from '#shared/check/diagnostic.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const BRANCHES = [
  ['money-then', 'money-else'],
  ['event-then', 'event-else'],
] as const
const closing = (flow: GraphView, condition: Block, port: 'money-else' | 'event-else'): QuickFix =>
  port === 'money-else'
    ? drafted(flow, 'Keep it in the platform balance otherwise', draft => {
        const balance = flow.ofKind('platform-balance')[0]?.id ?? draft.place('platform-balance')
        draft.connect({ block: condition.id, port }, { block: balance, port: 'money-in' })
      })
    : drafted(flow, 'Tell somebody otherwise', draft => {
        const alert = draft.place('external-system', { label: 'Alert' })
        draft.connect({ block: condition.id, port }, { block: alert, port: 'event-in' })
      })
const asked = (...more: string[]) =>
  bundle({
    blocks: { if: ['condition'] },
    without: ['paid.event-out -> spl.event-in'],
    with: ['paid.event-out -> if.event-in', 'if.event-then -> spl.event-in', ...more],
  })
/** A condition says what happens otherwise. */
export const conditionOpen = blockRule({
  id: 'structure/condition-open',
  severity: 'warning',
  needs: 'graph',
  on: ['condition'],
  docs: {
    title: 'A condition says what happens otherwise',
    why: 'Payments matching no branch would stop halfway, already charged.',
    source: 'practice',
  },
  valid: [
    {
      name: 'both branches',
      graph: bundle({
        blocks: { if: ['condition'], tell: ['external-system'] },
        without: ['paid.event-out -> spl.event-in'],
        with: [
          'paid.event-out -> if.event-in',
          'if.event-then -> spl.event-in',
          'if.event-else -> tell.event-in',
        ],
      }),
    },
  ],
  invalid: [
    {
      name: 'one branch',
      graph: asked(),
      reports: [
        {
          message: '“if” stops halfway what does not match, found nothing connected to its else branch',
          location: atPort('if', 'event-else'),
        },
      ],
    },
  ],
  *check(condition, flow) {
    if (condition.props.elseIgnored) return
    const used = new Set(connectionsAt(flow, condition).outOf.map(({ from }) => from.port))
    for (const [then, other] of BRANCHES)
      if (used.has(then) && !used.has(other))
        yield found(
          atPort(condition.id, other),
          `${quoted(condition)} stops halfway what does not match, found nothing connected to its else branch`,
          [closing(flow, condition, other)],
        )
  },
})
