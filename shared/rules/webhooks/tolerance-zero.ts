import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Old signatures are refused. */
export const toleranceZero = blockRule({
  id: 'webhooks/tolerance-zero',
  severity: 'warning',
  needs: 'events',
  on: ['webhook-endpoint'],
  docs: {
    title: 'Old signatures are refused',
    why: 'From 23.0.0 that switches the time check off (default 300 s).',
    source: 'stripe-node CHANGELOG 23.0.0',
  },
  valid: [{ name: 'five minutes', graph: bundle() }],
  invalid: [
    {
      name: 'no limit',
      graph: bundle({ set: { wh: { tolerance: 0 } } }),
      reports: [
        {
          message: '“wh” takes replays of any age, found a tolerance of 0 seconds',
          location: atField('wh', 'tolerance'),
        },
      ],
    },
  ],
  *check(endpoint) {
    if (endpoint.props.tolerance !== 0) return
    yield found(
      atField(endpoint.id, 'tolerance'),
      `${quoted(endpoint)} takes replays of any age, found a tolerance of 0 seconds`,
      [setProps('Set it to 300 seconds', endpoint, { tolerance: 300 })],
    )
  },
})
