import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const every = (interval: string, more: Readonly<Record<string, unknown>> = {}) =>
  bundle({ blocks: { out: ['payout', { interval, ...more }] }, with: ['A.money-out -> out.money-in'] })
/** Weekly and monthly payouts have their days. */
export const payoutAnchor = blockRule({
  id: 'connect/payout-anchor',
  severity: 'error',
  needs: 'graph',
  on: ['payout'],
  docs: {
    title: 'Weekly and monthly payouts have their days',
    why: 'Weekly needs its weekdays and monthly its days of the month.',
    source: 'Stripe API reference: balance_settings.update weekly_payout_days',
  },
  valid: [{ name: 'every Friday', graph: every('weekly', { weeklyDays: ['friday'] }) }],
  invalid: [
    {
      name: 'some day of the week',
      graph: every('weekly'),
      reports: [
        {
          message: '“out” pays out weekly and does not say when, found no day',
          location: atField('out', 'weeklyDays'),
        },
      ],
    },
    {
      name: 'some day of the month',
      graph: every('monthly'),
      reports: [
        {
          message: '“out” pays out monthly and does not say when, found no day',
          location: atField('out', 'monthlyDays'),
        },
      ],
    },
  ],
  *check(payout) {
    const { interval, weeklyDays, monthlyDays } = payout.props
    if (interval === 'weekly' && weeklyDays.length === 0)
      yield found(
        atField(payout.id, 'weeklyDays'),
        `${quoted(payout)} pays out weekly and does not say when, found no day`,
        [setProps('Pay out on Fridays', payout, { weeklyDays: ['friday'] })],
      )
    if (interval === 'monthly' && monthlyDays.length === 0)
      yield found(
        atField(payout.id, 'monthlyDays'),
        `${quoted(payout)} pays out monthly and does not say when, found no day`,
        [setProps('Pay out on the 1st', payout, { monthlyDays: [{ day: 1 }] })],
      )
  },
})
