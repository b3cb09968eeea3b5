import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const COUNTED: Change = {
  blocks: { m: ['meter'] },
  with: ['m.meter -> fee.meter'],
  set: { fee: { usageType: 'metered' } },
}
/** A price's meter is active. */
export const meterInactive = blockRule({
  id: 'billing/meter-inactive',
  severity: 'error',
  needs: 'graph',
  on: ['meter'],
  docs: {
    title: "A price's meter is active",
    why: 'A deactivated meter takes no events and cannot be put on a price.',
    source: 'Stripe API reference: billing.meters.deactivate',
  },
  valid: [{ name: 'active', graph: single(COUNTED) }],
  invalid: [
    {
      name: 'deactivated',
      graph: single({ ...COUNTED, set: { ...COUNTED.set, m: { active: false } } }),
      reports: [
        {
          message: '“m” counts for “fee” and takes no events, found it deactivated',
          location: atField('m', 'active'),
        },
      ],
    },
  ],
  *check(meter, flow) {
    const [price] = targets(flow, meter, 'price')
    if (meter.props.active || !price) return
    yield found(
      atField(meter.id, 'active'),
      `${quoted(meter)} counts for ${quoted(price)} and takes no events, found it deactivated`,
      [setProps('Reactivate it', meter, { active: true })],
    )
  },
})
