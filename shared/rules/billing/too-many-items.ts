import type { ExampleBlock } from '#shared/check/example.ts'
import { single } from '#shared/check/example-flows.ts'
import { besideBlock, drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { recurringPrices } from '#shared/check/intervals.ts'
import { atPort } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'

/** A subscription of so many items, the first of which the example has already. */
const fees = (count: number): FlowGraph => {
  const names = Array.from({ length: count - 1 }, (_, index) => `fee${index + 2}`)
  return single({
    blocks: Object.fromEntries(
      names.map((name): [string, ExampleBlock] => [name, ['price', { unitAmount: 100, interval: 'month' }]]),
    ),
    with: names.flatMap(name => [`app.product -> ${name}.product`, `${name}.price -> plan.price`]),
  })
}
/** A subscription has at most 20 items. */
export const tooManyItems = blockRule({
  id: 'billing/too-many-items',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'A subscription has at most 20 items',
    why: 'One subscription takes up to 20 items.',
    source: 'Stripe API reference: subscriptions.create items',
  },
  valid: [{ name: 'twenty', graph: fees(20) }],
  invalid: [
    {
      name: 'twenty-one',
      graph: fees(21),
      reports: [{ message: '“plan” has more than 20 items, found 21', location: atPort('plan', 'price') }],
    },
  ],
  *check(plan, flow) {
    const items = recurringPrices(flow, plan)
    const { items: most } = LIMITS.subscription
    if (items.length <= most) return
    const rest = new Set(items.slice(most).map(({ id }) => id))
    const moved = connectionsAt(flow, plan).into.filter(
      ({ from, to }) => to.port === 'price' && rest.has(from.block),
    )
    yield found(
      atPort(plan.id, 'price'),
      `${quoted(plan)} has more than ${most} items, found ${items.length}`,
      moved.length === 0 || moved.length > most
        ? []
        : [
            drafted(flow, 'Put the rest on a second subscription', draft => {
              const second = besideBlock(flow, draft, { block: plan, props: {}, without: ['price', 'trial'] })
              for (const { id, from } of moved) {
                draft.push({ op: 'connection.remove', id })
                draft.connect(from, { block: second, port: 'price' })
              }
            }),
          ],
    )
  },
})
