import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A trial has one source. */
export const trialConflict = blockRule({
  id: 'billing/trial-conflict',
  severity: 'error',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'A trial has one source',
    why: 'trial_from_plan=true with trial_end is refused.',
    source: 'Stripe API reference: subscriptions.create trial_from_plan',
  },
  valid: [{ name: 'an end', graph: single({ set: { plan: { trialEnd: '2026-12-23T00:00:00Z' } } }) }],
  invalid: [
    {
      name: "an end and the plan's own",
      graph: single({ set: { plan: { trialEnd: '2026-12-23T00:00:00Z', trialFromPlan: true } } }),
      reports: [
        {
          message: '“plan” takes its trial from the plan and names an end, found 2026-12-23',
          location: atField('plan', 'trialFromPlan'),
        },
      ],
    },
  ],
  *check(plan) {
    const { trialEnd, trialFromPlan } = plan.props
    if (!trialFromPlan || trialEnd === '') return
    yield found(
      atField(plan.id, 'trialFromPlan'),
      `${quoted(plan)} takes its trial from the plan and names an end, found ${trialEnd.slice(0, 10)}`,
      [setProps('Keep the end', plan, { trialFromPlan: false })],
    )
  },
})
