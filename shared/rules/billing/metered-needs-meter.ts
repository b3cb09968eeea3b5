import { single } from '#shared/check/example-flows.ts'
import { fillPort } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A metered price has a meter. */
export const meteredNeedsMeter = blockRule({
  id: 'billing/metered-needs-meter',
  severity: 'error',
  needs: 'graph',
  on: ['price'],
  docs: {
    title: 'A metered price has a meter',
    why: 'Usage records are gone since basil; meters feed prices.',
    source: 'Stripe API reference: prices.create recurring.meter; stripe-node CHANGELOG 18.0.0',
  },
  valid: [
    {
      name: 'a meter',
      graph: single({
        blocks: { m: ['meter'] },
        with: ['m.meter -> fee.meter'],
        set: { fee: { usageType: 'metered' } },
      }),
    },
  ],
  invalid: [
    {
      name: 'none',
      graph: single({ set: { fee: { usageType: 'metered' } } }),
      reports: [
        {
          message: '“fee” bills usage that nothing counts, found no meter',
          location: atPort('fee', 'meter'),
        },
      ],
    },
  ],
  *check(price, flow) {
    if (price.props.usageType !== 'metered' || sources(flow, price, 'meter').length > 0) return
    yield found(
      atPort(price.id, 'meter'),
      `${quoted(price)} bills usage that nothing counts, found no meter`,
      fillPort(flow, { block: price.id, port: 'meter' }),
    )
  },
})
