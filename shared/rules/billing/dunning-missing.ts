import { single } from '#shared/check/example-flows.ts'
import { fillPort } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** It is decided what becomes of failed renewals. */
export const dunningMissing = blockRule({
  id: 'billing/dunning-missing',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'It is decided what becomes of failed renewals',
    why: "Stripe's final state and mails need a decision.",
    source: 'https://docs.stripe.com/billing/revenue-recovery/smart-retries',
  },
  valid: [
    {
      name: 'decided',
      graph: single({ blocks: { dun: ['dunning'] }, with: ['dun.dunning -> plan.dunning'] }),
    },
  ],
  invalid: [
    {
      name: 'not decided',
      graph: single(),
      reports: [
        {
          message: 'It is not decided what becomes of “plan” when a renewal fails, found no dunning',
          location: atPort('plan', 'dunning'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    if (plan.props.collectionMethod !== 'charge_automatically' || sources(flow, plan, 'dunning').length > 0)
      return
    yield found(
      atPort(plan.id, 'dunning'),
      `It is not decided what becomes of ${quoted(plan)} when a renewal fails, found no dunning`,
      fillPort(flow, { block: plan.id, port: 'dunning' }),
    )
  },
})
