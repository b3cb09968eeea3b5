import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const early = (props: Readonly<Record<string, unknown>>) =>
  bundle({ blocks: { out: ['payout', props] }, with: ['A.money-out -> out.money-in'] })
/** Money stays until the service is delivered. */
export const payoutEarlyDelivery = blockRule({
  id: 'connect/payout-early-delivery',
  severity: 'warning',
  needs: 'graph',
  on: ['payout'],
  docs: {
    title: 'Money stays until the service is delivered',
    why: 'Reversal and dispute recovery need money left.',
    source: 'practice',
  },
  valid: [
    { name: 'after delivery', graph: early({ timing: 'after_delivery' }) },
    { name: 'before, but later', graph: early({ timing: 'before_delivery', delayDays: 14 }) },
  ],
  invalid: [
    {
      name: 'before delivery',
      graph: early({ timing: 'before_delivery' }),
      reports: [
        {
          message:
            '“out” pays “A” before the service is delivered, so nothing is left to take back, found daily payouts',
          location: atField('out', 'timing'),
        },
      ],
    },
  ],
  *check(payout, flow) {
    const { timing, interval, method, delayDays } = payout.props
    if (
      timing !== 'before_delivery' ||
      (interval !== 'daily' && method !== 'instant') ||
      (delayDays ?? 0) > 0
    )
      return
    const [account] = sources(flow, payout, 'connected-account')
    if (!account) return
    yield found(
      atField(payout.id, 'timing'),
      `${quoted(payout)} pays ${quoted(account)} before the service is delivered, so nothing is left to take back, found ${method === 'instant' ? 'instant' : interval} payouts`,
      [setProps('Wait 14 days', payout, { delayDays: 14, method: 'standard' })],
    )
  },
})
