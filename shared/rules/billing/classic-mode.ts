import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** New subscriptions use flexible billing. */
export const classicMode = blockRule({
  id: 'billing/classic-mode',
  severity: 'info',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'New subscriptions use flexible billing',
    why: 'Flexible is the default now; no way back from it.',
    source: 'Stripe API reference: subscriptions.create billing_mode.type',
  },
  valid: [{ name: 'flexible', graph: single() }],
  invalid: [
    {
      name: 'classic',
      graph: single({ set: { plan: { billingMode: 'classic' } } }),
      reports: [
        {
          message: '“plan” chooses the old billing mode, found classic',
          location: atField('plan', 'billingMode'),
        },
      ],
    },
  ],
  *check(plan) {
    if (plan.props.billingMode !== 'classic') return
    yield found(
      atField(plan.id, 'billingMode'),
      `${quoted(plan)} chooses the old billing mode, found classic`,
      [setProps('Use flexible billing', plan, { billingMode: 'flexible' })],
    )
  },
})
