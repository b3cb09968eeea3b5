import { single } from '#shared/check/example-flows.ts'
import { replaceBlock } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Prices took the place of plans. */
export const plans = blockRule({
  id: 'lifecycle/plans',
  severity: 'warning',
  needs: 'graph',
  on: ['plan'],
  docs: {
    title: 'Prices took the place of plans',
    why: 'Prices replaced plans.',
    source: 'github.com/stripe/ai, stripe-best-practices (billing)',
  },
  valid: [{ name: 'a price', graph: single() }],
  invalid: [
    {
      name: 'a plan',
      graph: single({
        drop: ['fee'],
        blocks: { old: ['plan', { unitAmount: 2000 }] },
        with: ['app.product -> old.product'],
      }),
      reports: [
        { message: '“old” is a plan, which prices took the place of, found plan', location: atBlock('old') },
      ],
    },
  ],
  *check(plan, flow) {
    const { unitAmount, currency, interval, intervalCount } = plan.props
    const props = {
      interval,
      intervalCount,
      ...(currency === '' ? {} : { currency }),
      unitAmount: unitAmount ?? 0,
    }
    yield found(atBlock(plan.id), `${quoted(plan)} is a plan, which prices took the place of, found plan`, [
      replaceBlock(flow, plan, { kind: 'price', props, ports: { product: 'product', price: 'price' } }),
    ])
  },
})
