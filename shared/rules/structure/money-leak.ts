import { definitionOf } from '#shared/blocks/index.ts'
import type { Finding } from '#shared/check/diagnostic.ts'
import { bundle, single } from '#shared/check/example-flows.ts'
import { drafted, setProps } from '#shared/check/fixes.ts'
import { NOTHING } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atPort } from '#shared/check/locations.ts'
import { carriesOf, connectionsAt } from '#shared/check/look.ts'
import { anyBlockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const SINKS: ReadonlySet<string> = new Set([
  'connected-account',
  'payout',
  'refund',
  'dispute',
  'ledger',
  'external-system',
])
/** Money that a payment leaves is the platform's own: the API keeps it in the balance without being told. */
const KEEPS: ReadonlySet<string> = new Set([
  'subscription',
  'subscription-schedule',
  'payment-intent',
  'invoice',
  'capture',
])
/** Kinds whose money may go straight to the platform's balance. */
const MAY_KEEP: ReadonlySet<string> = new Set(['split', 'hold'])
const takesMoney = (block: Block, flow: GraphView): boolean =>
  !SINKS.has(block.kind) &&
  !KEEPS.has(block.kind) &&
  connectionsAt(flow, block).into.some(connection => carriesOf(flow, connection) === 'money')
function* leaks(block: Block, flow: GraphView): Iterable<Finding> {
  if (isKind(block, 'platform-balance') && block.props.retain) return
  const { outOf } = connectionsAt(flow, block)
  const ports = definitionOf(block.kind)?.ports ?? []
  const money = ports.find(
    ({ direction, carries, arity }) => direction === 'out' && carries === 'money' && arity === 'many',
  )
  if (!money || outOf.some(connection => carriesOf(flow, connection) === 'money')) return
  const fix = drafted(flow, 'Keep it in the platform balance', draft => {
    const balance = flow.ofKind('platform-balance')[0]?.id ?? draft.place('platform-balance')
    draft.connect({ block: block.id, port: money.id }, { block: balance, port: 'money-in' })
  })
  yield {
    message: `${quoted(block)} takes money and passes none on, found no connection out`,
    location: atPort(block.id, money.id),
    fixes: isKind(block, 'platform-balance')
      ? [setProps('Keep the rest', block, { retain: true })]
      : MAY_KEEP.has(block.kind)
        ? [{ ...fix, preferred: true }]
        : [],
  }
}
/** Money that comes in goes somewhere. */
export const moneyLeak = anyBlockRule({
  id: 'structure/money-leak',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'Money that comes in goes somewhere',
    why: 'Funds would stay in a balance that nobody owns or pays out.',
    source: 'practice',
  },
  valid: [
    { name: 'the rest has an owner', graph: bundle() },
    { name: "the platform's own sale", graph: single() },
  ],
  invalid: [
    {
      name: 'a split that goes nowhere',
      graph: bundle({ drop: ['tA', 'tB', 'plt'] }),
      reports: [
        {
          message: '“spl” takes money and passes none on, found no connection out',
          location: atPort('spl', 'money-out'),
        },
      ],
    },
  ],
  check: (block, flow) => (takesMoney(block, flow) ? leaks(block, flow) : NOTHING),
})
