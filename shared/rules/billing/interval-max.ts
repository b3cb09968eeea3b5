import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { intervalText } from '#shared/check/intervals.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

/** An interval is three years at most. */
export const intervalMax = blockRule({
  id: 'billing/interval-max',
  severity: 'error',
  needs: 'graph',
  on: ['price'],
  docs: {
    title: 'An interval is three years at most',
    why: 'Maximum 3 years/36 months/156 weeks.',
    source: 'Stripe API reference: prices.create recurring.interval_count',
  },
  valid: [{ name: 'three years', graph: single({ set: { fee: { interval: 'year', intervalCount: 3 } } }) }],
  invalid: [
    {
      name: 'four years',
      graph: single({ set: { fee: { interval: 'month', intervalCount: 48 } } }),
      reports: [
        {
          message: '“fee” is billed every 48 months, three years are the most, found 48',
          location: atField('fee', 'intervalCount'),
        },
      ],
    },
  ],
  *check(price) {
    const { interval, intervalCount } = price.props
    if (interval === undefined || intervalCount <= LIMITS.interval[interval]) return
    const most = LIMITS.interval[interval]
    yield found(
      atField(price.id, 'intervalCount'),
      `${quoted(price)} is billed ${intervalText(price)}, three years are the most, found ${intervalCount}`,
      [setProps(`Set it to ${most}`, price, { intervalCount: most })],
    )
  },
})
