import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import type { Finding } from '#shared/check/diagnostic.ts'
import { flow } from '#shared/check/example.ts'
import { bundle, single } from '#shared/check/example-flows.ts'
import { fillPort } from '#shared/check/fixes.ts'
import { NOTHING } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { anyBlockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'

/** Ports whose emptiness a rule of its own explains better. */
const ELSEWHERE: ReadonlySet<string> = new Set(['subscription.price', 'subscription-schedule.price'])
const isMoney = (port: Port, direction: Port['direction']) =>
  port.carries === 'money' && port.direction === direction
/** Money that comes in and finds no way out is a leak, money that goes out of nothing comes from nowhere. */
const isMoneyMatter = (definition: BlockDefinition, port: Port, connected: ReadonlySet<string>): boolean => {
  if (port.carries !== 'money' || port.arity === 'one') return false
  const other = definition.ports.find(
    ({ id, carries, direction }) => carries === 'money' && direction !== port.direction && connected.has(id),
  )
  return other !== undefined && isMoney(port, port.direction)
}
const REQUIRED: ReadonlyMap<string, readonly Port[]> = new Map(
  DEFINITIONS.map(({ kind, ports }): [string, readonly Port[]] => [
    kind,
    ports.filter(({ id, required }) => required && !ELSEWHERE.has(`${kind}.${id}`)),
  ]),
)
const lacks = (block: Block, flow: GraphView): boolean => {
  const required = REQUIRED.get(block.kind) ?? []
  if (required.length === 0) return false
  const { into, outOf } = connectionsAt(flow, block)
  return required.some(({ id, direction }) =>
    direction === 'in' ? !into.some(({ to }) => to.port === id) : !outOf.some(({ from }) => from.port === id),
  )
}
function* missing(block: Block, flow: GraphView): Iterable<Finding> {
  const definition = definitionOf(block.kind)
  if (!definition) return
  const { into, outOf } = connectionsAt(flow, block)
  const connected = new Set([...into.map(({ to }) => to.port), ...outOf.map(({ from }) => from.port)])
  for (const port of REQUIRED.get(block.kind) ?? []) {
    if (connected.has(port.id) || isMoneyMatter(definition, port, connected)) continue
    const what = isMoney(port, 'out') ? 'account' : port.label.toLowerCase()
    yield {
      message: `${quoted(block)} needs its ${what.replace(/^its /, '')}, found none connected`,
      location: atPort(block.id, port.id),
      fixes: fillPort(flow, { block: block.id, port: port.id }),
    }
  }
}
/** What a call requires is connected. */
export const missingRequiredRef = anyBlockRule({
  id: 'structure/missing-required-ref',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'What a call requires is connected',
    why: 'Those are required parameters of the create call.',
    source: 'Stripe API reference: subscriptions.create customer; transfers.create destination',
  },
  valid: [{ name: 'a price with its product', graph: single() }],
  invalid: [
    {
      name: 'a price without a product',
      graph: flow({ fee: ['price', { unitAmount: 900 }] }),
      reports: [
        { message: '“fee” needs its product, found none connected', location: atPort('fee', 'product') },
      ],
    },
    {
      name: 'a transfer to nobody',
      graph: bundle({ without: ['tB.money-out -> B.money-in'] }),
      reports: [
        { message: '“tB” needs its account, found none connected', location: atPort('tB', 'money-out') },
      ],
    },
  ],
  check: (block, flow) => (lacks(block, flow) ? missing(block, flow) : NOTHING),
})
