import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Billing ahead needs flexible billing. */
export const prebilling = blockRule({
  id: 'billing/prebilling',
  severity: 'error',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'Billing ahead needs flexible billing',
    why: 'Flexible only, 2026-05-27.dahlia on.',
    source: 'Stripe API reference: subscriptions.create billing_schedules',
  },
  valid: [
    {
      name: 'flexible',
      graph: single({ set: { plan: { billingSchedules: [{ interval: 'month', count: 3 }] } } }),
    },
  ],
  invalid: [
    {
      name: 'classic',
      graph: single({
        set: { plan: { billingMode: 'classic', billingSchedules: [{ interval: 'month', count: 3 }] } },
      }),
      reports: [
        {
          message: '“plan” bills ahead in classic billing mode, found classic',
          location: atField('plan', 'billingMode'),
        },
      ],
    },
  ],
  *check(plan) {
    if (plan.props.billingMode !== 'classic' || plan.props.billingSchedules.length === 0) return
    yield found(
      atField(plan.id, 'billingMode'),
      `${quoted(plan)} bills ahead in classic billing mode, found classic`,
      [setProps('Use flexible billing', plan, { billingMode: 'flexible' })],
    )
  },
})
