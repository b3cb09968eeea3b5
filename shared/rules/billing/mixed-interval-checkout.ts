import { type Change, single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { hasMixedIntervals, intervalText, recurringPrices } from '#shared/check/intervals.ts'
import { atPort } from '#shared/check/locations.ts'
import { connectionsAt, sources, targets } from '#shared/check/look.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const CHECKED_OUT: Change = {
  drop: ['form', 'fee'],
  blocks: {
    page: ['checkout-session', { mode: 'subscription' }],
    m: ['price', { unitAmount: 900, interval: 'month' }],
    y: ['price', { unitAmount: 9000, interval: 'month' }],
  },
  with: [
    'app.product -> m.product',
    'app.product -> y.product',
    'm.price -> page.price',
    'y.price -> page.price',
    'page.money-out -> plan.money-in',
  ],
}
/** The subscription bills the page's prices itself, and an element takes the payment. */
const byElements = (flow: GraphView, page: Block, plans: readonly Block[]) =>
  drafted(flow, 'Create the subscription yourself and take the payment with an element', draft => {
    const { into, outOf } = connectionsAt(flow, page)
    draft.push({ op: 'block.remove', id: page.id })
    const element = draft.place('payment-element', { props: { mode: 'subscription' } })
    for (const { from, to } of into) {
      if (to.port === 'customer') draft.connect(from, { block: element, port: 'customer' })
      if (to.port !== 'price') continue
      for (const plan of plans)
        if (!flow.into(plan, 'price').some(({ id }) => id === from.block))
          draft.connect(from, { block: plan.id, port: 'price' })
    }
    for (const { from, to } of outOf) draft.connect({ block: element, port: from.port }, to)
  })
/** Checkout creates one interval. */
export const mixedIntervalCheckout = blockRule({
  id: 'billing/mixed-interval-checkout',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: 'Checkout creates one interval',
    why: 'Checkout Sessions cannot create mixed-interval subscriptions.',
    source: 'https://docs.stripe.com/billing/subscriptions/mixed-interval',
  },
  valid: [{ name: 'one interval', graph: single(CHECKED_OUT) }],
  invalid: [
    {
      name: 'a month and a year',
      graph: single({ ...CHECKED_OUT, set: { y: { interval: 'year' } } }),
      reports: [
        {
          message:
            '“page” cannot create a subscription of several intervals, found every month and every year',
          location: atPort('page', 'price'),
        },
      ],
    },
    {
      name: 'prices of the subscription that the page creates',
      graph: single({
        ...CHECKED_OUT,
        set: { y: { interval: 'year' } },
        without: ['m.price -> page.price', 'y.price -> page.price'],
        with: [
          'app.product -> m.product',
          'app.product -> y.product',
          'm.price -> plan.price',
          'y.price -> plan.price',
          'page.money-out -> plan.money-in',
        ],
      }),
      reports: [
        {
          message:
            '“page” cannot create a subscription of several intervals, found every month and every year',
          location: atPort('page', 'price'),
        },
      ],
    },
  ],
  *check(page, flow) {
    const plans = targets(flow, page, 'subscription')
    const own = sources(flow, page, 'price').filter(({ props }) => props.interval !== undefined)
    const prices = [...new Set([...own, ...plans.flatMap(plan => recurringPrices(flow, plan))])]
    if (!hasMixedIntervals(prices)) return
    yield found(
      atPort(page.id, 'price'),
      `${quoted(page)} cannot create a subscription of several intervals, found ${listed([...new Set(prices.map(intervalText))])}`,
      plans.length === 0 ? [] : [byElements(flow, page, plans)],
    )
  },
})
