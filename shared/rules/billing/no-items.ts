import { flow } from '#shared/check/example.ts'
import { fillPort } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A subscription has a price. */
export const noItems = blockRule({
  id: 'billing/no-items',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'A subscription has a price',
    why: 'A subscription bills the prices of its items.',
    source: 'practice',
  },
  valid: [
    { name: 'wired', graph: flow({ fee: ['price'], plan: ['subscription'] }, 'fee.price -> plan.price') },
  ],
  invalid: [
    {
      name: 'alone',
      graph: flow({ plan: ['subscription'] }),
      reports: [{ message: '“plan” has no price', location: atPort('plan', 'price') }],
    },
  ],
  *check(plan, flow) {
    if (pricesOf(flow, plan).length > 0) return
    yield found(
      atPort(plan.id, 'price'),
      `${quoted(plan)} has no price`,
      fillPort(flow, { block: plan.id, port: 'price' }),
    )
  },
})
