import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

const mostDays = (country: string): number =>
  country === 'US'
    ? LIMITS.manualPayoutDays.US
    : country === 'TH'
      ? LIMITS.manualPayoutDays.TH
      : LIMITS.manualPayoutDays.other
const held = (holdDays: number, country = 'DE') =>
  bundle({
    blocks: { out: ['payout', { interval: 'manual', holdDays }] },
    with: ['A.money-out -> out.money-in'],
    set: { A: { country } },
  })
/** Money held back is paid out in time. */
export const manualPayoutHold = blockRule({
  id: 'connect/manual-payout-hold',
  severity: 'error',
  needs: 'graph',
  on: ['payout'],
  docs: {
    title: 'Money held back is paid out in time',
    why: 'Funds must be paid out in 2 y (US), 10 d (TH), 90 d.',
    source: 'https://docs.stripe.com/connect/manual-payouts',
  },
  valid: [{ name: 'a month', graph: held(30) }],
  invalid: [
    {
      name: 'half a year in Germany',
      graph: held(180),
      reports: [
        {
          message: '“out” keeps money of “A” longer than its country allows, 90 days, found 180 days',
          location: atField('out', 'holdDays'),
        },
      ],
    },
    {
      name: 'a fortnight in Thailand',
      graph: held(14, 'TH'),
      reports: [
        {
          message: '“out” keeps money of “A” longer than its country allows, 10 days, found 14 days',
          location: atField('out', 'holdDays'),
        },
      ],
    },
  ],
  *check(payout, flow) {
    const { interval, holdDays } = payout.props
    if (interval !== 'manual' || holdDays === undefined) return
    const owners = [
      ...sources(flow, payout, 'connected-account').map(account => ({
        account,
        country: account.props.country,
      })),
      ...sources(flow, payout, 'platform-balance').map(account => ({
        account,
        country: flow.platform.country,
      })),
    ]
    for (const { account, country } of owners) {
      const most = mostDays(country)
      if (holdDays <= most) continue
      yield found(
        atField(payout.id, 'holdDays'),
        `${quoted(payout)} keeps money of ${quoted(account)} longer than its country allows, ${most} days, found ${holdDays} days`,
        [setProps(`Pay out within ${most} days`, payout, { holdDays: most })],
      )
      return
    }
  },
})
