import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
const on = (...weeklyDays: string[]) =>
  bundle({
    blocks: { out: ['payout', { interval: 'weekly', weeklyDays }] },
    with: ['A.money-out -> out.money-in'],
  })
/** Weekly payouts run on weekdays. */
export const payoutWeekend = blockRule({
  id: 'connect/payout-weekend',
  severity: 'error',
  needs: 'graph',
  on: ['payout'],
  docs: {
    title: 'Weekly payouts run on weekdays',
    why: 'Weekly payout days run Monday to Friday only.',
    source: 'Stripe API reference: balance_settings.update weekly_payout_days',
  },
  valid: [{ name: 'Mondays', graph: on('monday') }],
  invalid: [
    {
      name: 'Sundays',
      graph: on('monday', 'sunday'),
      reports: [
        {
          message: '“out” pays out from Monday to Friday only, found sunday',
          location: atField('out', 'weeklyDays'),
        },
      ],
    },
  ],
  *check(payout) {
    const { interval, weeklyDays } = payout.props
    const wrong = weeklyDays.filter(day => !WEEKDAYS.includes(day))
    if (interval !== 'weekly' || wrong.length === 0) return
    const days = [...new Set([...weeklyDays.filter(day => WEEKDAYS.includes(day)), 'friday'])]
    yield found(
      atField(payout.id, 'weeklyDays'),
      `${quoted(payout)} pays out from Monday to Friday only, found ${listed(wrong)}`,
      [setProps('Pay out on Friday instead', payout, { weeklyDays: days })],
    )
  },
})
