import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { hasMixedIntervals, recurringPrices } from '#shared/check/intervals.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** With several intervals the end is named. */
export const cancelAtPeriodEndMixed = blockRule({
  id: 'billing/cancel-at-period-end-mixed',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'With several intervals the end is named',
    why: 'Falls back to the earliest period end.',
    source: 'https://docs.stripe.com/billing/subscriptions/mixed-interval',
  },
  valid: [{ name: 'one interval', graph: bundle({ set: { plan: { cancelAtPeriodEnd: true } } }) }],
  invalid: [
    {
      name: 'two intervals',
      graph: bundle({ set: { plan: { cancelAtPeriodEnd: true }, qB: { interval: 'year' } } }),
      reports: [
        {
          message:
            '“plan” ends with the earliest of its periods, found “End after this period” with several intervals',
          location: atField('plan', 'cancelAtPeriodEnd'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    if (!plan.props.cancelAtPeriodEnd || !hasMixedIntervals(recurringPrices(flow, plan))) return
    yield found(
      atField(plan.id, 'cancelAtPeriodEnd'),
      `${quoted(plan)} ends with the earliest of its periods, found “End after this period” with several intervals`,
      [
        setProps('End with the latest period', plan, {
          cancelAtPeriodEnd: false,
          cancelAtBoundary: 'max_period_end',
        }),
      ],
    )
  },
})
