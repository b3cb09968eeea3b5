import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { hasMixedIntervals, intervalText, recurringPrices } from '#shared/check/intervals.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** Different intervals need flexible billing. */
export const mixedIntervalClassic = blockRule({
  id: 'billing/mixed-interval-classic',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'Different intervals need flexible billing',
    why: 'Different intervals on one subscription need flexible billing mode.',
    source: 'https://docs.stripe.com/billing/subscriptions/mixed-interval',
  },
  valid: [{ name: 'flexible', graph: bundle({ set: { qB: { interval: 'year' } } }) }],
  invalid: [
    {
      name: 'classic',
      graph: bundle({ set: { qB: { interval: 'year' }, plan: { billingMode: 'classic' } } }),
      reports: [
        {
          message: '“plan” mixes intervals in classic billing mode, found every month and every year',
          location: atField('plan', 'billingMode'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    const prices = recurringPrices(flow, plan)
    if (plan.props.billingMode !== 'classic' || !hasMixedIntervals(prices)) return
    yield found(
      atField(plan.id, 'billingMode'),
      `${quoted(plan)} mixes intervals in classic billing mode, found ${listed([...new Set(prices.map(intervalText))])}`,
      [setProps('Use flexible billing', plan, { billingMode: 'flexible' })],
    )
  },
})
