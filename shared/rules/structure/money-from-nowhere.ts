import { definitionOf } from '#shared/blocks/index.ts'
import type { Finding } from '#shared/check/diagnostic.ts'
import { candidatesFor } from '#shared/check/draft.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { connect } from '#shared/check/fixes.ts'
import { NOTHING } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { carriesOf, connectionsAt } from '#shared/check/look.ts'
import { isPayment } from '#shared/check/money-path.ts'
import { anyBlockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const SOURCES: ReadonlySet<string> = new Set([
  'checkout-session',
  'payment-element',
  'payment-link',
  'top-up',
  'transfer-reversal',
  'application-fee',
  'subscription',
  'subscription-schedule',
  'payment-intent',
  'invoice',
  'platform-balance',
  'connected-account',
])
const handsMoneyOn = (block: Block, flow: GraphView): boolean => {
  if (SOURCES.has(block.kind)) return false
  const { into, outOf } = connectionsAt(flow, block)
  return (
    outOf.some(connection => carriesOf(flow, connection) === 'money') &&
    !into.some(connection => carriesOf(flow, connection) === 'money')
  )
}
function* unfunded(block: Block, flow: GraphView): Iterable<Finding> {
  const ports = definitionOf(block.kind)?.ports ?? []
  const money = ports.find(({ direction, carries }) => direction === 'in' && carries === 'money')
  if (!money) return
  const ref = { block: block.id, port: money.id }
  yield {
    message: `${quoted(block)} hands money on and gets none, found no connection in`,
    location: atPort(block.id, money.id),
    fixes: candidatesFor(flow, ref, 3)
      .filter(from => isPayment(flow.drawnBlock(from.block) ?? block))
      .map(from => connect(flow, from, ref)),
  }
}
/** Money that goes out came in. */
export const moneyFromNowhere = anyBlockRule({
  id: 'structure/money-from-nowhere',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'Money that goes out came in',
    why: 'Transfers are withdrawn from a balance that must be funded.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'a funded split', graph: bundle() }],
  invalid: [
    {
      name: 'a split of nothing',
      graph: bundle({ without: ['plan.money-out -> spl.money-in'] }),
      reports: [
        {
          message: '“spl” hands money on and gets none, found no connection in',
          location: atPort('spl', 'money-in'),
        },
      ],
    },
  ],
  check: (block, flow) => (handsMoneyOn(block, flow) ? unfunded(block, flow) : NOTHING),
})
