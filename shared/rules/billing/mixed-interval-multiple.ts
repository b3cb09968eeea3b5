import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { daysOf, intervalText, recurringPrices, rhythm } from '#shared/check/intervals.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Whether a price's interval is a whole number of times another one's. */
const isMultiple = (price: BlockOf<'price'>, shortest: BlockOf<'price'>): boolean => {
  const [long, short] = [rhythm(price), rhythm(shortest)]
  return long.unit === short.unit && long.count % short.count === 0
}
/** Intervals are multiples of the shortest. */
export const mixedIntervalMultiple = blockRule({
  id: 'billing/mixed-interval-multiple',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'Intervals are multiples of the shortest',
    why: 'Every interval must be a multiple of the shortest one on the subscription.',
    source: 'https://docs.stripe.com/billing/subscriptions/mixed-interval',
  },
  valid: [{ name: 'a month and a year', graph: bundle({ set: { qB: { interval: 'year' } } }) }],
  invalid: [
    {
      name: 'two and three months',
      graph: bundle({ set: { qA: { intervalCount: 2 }, qB: { intervalCount: 3 } } }),
      reports: [
        {
          message:
            '“qB” is billed every 3 months, which is no multiple of the shortest interval of “plan”, found every 2 months',
          location: atField('qB', 'intervalCount'),
        },
      ],
    },
    {
      name: 'a week and a month',
      graph: bundle({ set: { qA: { interval: 'week' } } }),
      reports: [
        {
          message:
            '“qB” is billed every month, which is no multiple of the shortest interval of “plan”, found every week',
          location: atField('qB', 'interval'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    const [shortest, ...others] = recurringPrices(flow, plan).toSorted((a, b) => daysOf(a) - daysOf(b))
    if (!shortest) return
    for (const price of others) {
      if (isMultiple(price, shortest)) continue
      const { interval, intervalCount } = shortest.props
      yield found(
        atField(price.id, price.props.intervalCount === 1 ? 'interval' : 'intervalCount'),
        `${quoted(price)} is billed ${intervalText(price)}, which is no multiple of the shortest interval of ${quoted(plan)}, found ${intervalText(shortest)}`,
        [setProps(`Bill it ${intervalText(shortest)}`, price, { interval, intervalCount })],
      )
    }
  },
})
