import { single } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { intervalText, recurringPrices } from '#shared/check/intervals.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const CONFIG = ['anchorDay', 'anchorMonth', 'anchorHour', 'anchorMinute', 'anchorSecond'] as const
/** A billing day is said in one way. */
export const anchorExclusive = blockRule({
  id: 'billing/anchor-exclusive',
  severity: 'error',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'A billing day is said in one way',
    why: 'Exclusive; monthly and yearly only.',
    source: 'Stripe API reference: subscriptions.create billing_cycle_anchor_config',
  },
  valid: [{ name: 'a day', graph: single({ set: { plan: { anchorDay: 1 } } }) }],
  invalid: [
    {
      name: 'a day and a time',
      graph: single({ set: { plan: { anchorDay: 1, anchor: '2026-12-01T00:00:00Z' } } }),
      reports: [
        {
          message: '“plan” names a time and a day of its first full bill, found both',
          location: atField('plan', 'anchor'),
        },
      ],
    },
    {
      name: 'a day for weekly prices',
      graph: single({ set: { plan: { anchorDay: 1 }, fee: { interval: 'week' } } }),
      reports: [
        {
          message: '“plan” names a day of the month for “fee”, which is billed every week, found day 1',
          location: atField('plan', 'anchorDay'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    const { anchor, anchorDay } = plan.props
    const set = CONFIG.filter(name => plan.props[name] !== undefined)
    if (set.length === 0) return
    if (anchor !== '')
      yield found(
        atField(plan.id, 'anchor'),
        `${quoted(plan)} names a time and a day of its first full bill, found both`,
        [clearProps('Keep the day', plan, 'anchor')],
      )
    const price = recurringPrices(flow, plan).find(
      ({ props }) => props.interval === 'day' || props.interval === 'week',
    )
    if (price)
      yield found(
        atField(plan.id, set[0] ?? 'anchorDay'),
        `${quoted(plan)} names a day of the month for ${quoted(price)}, which is billed ${intervalText(price)}, found day ${anchorDay ?? 'none'}`,
        [clearProps('Let it start when it starts', plan, ...set)],
      )
  },
})
