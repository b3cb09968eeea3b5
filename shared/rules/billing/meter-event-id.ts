import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const REPORTED: Change = {
  blocks: { m: ['meter'], use: ['usage-event'] },
  with: ['m.meter -> fee.meter', 'm.meter -> use.meter', 'cus.customer -> use.customer'],
  set: { fee: { usageType: 'metered' } },
}
/** Usage is told apart by an identifier. */
export const meterEventId = blockRule({
  id: 'billing/meter-event-id',
  severity: 'warning',
  needs: 'graph',
  on: ['usage-event'],
  docs: {
    title: 'Usage is told apart by an identifier',
    why: 'Uniqueness only enforced by identifier (≥24 h).',
    source: 'Stripe API reference: billing.meterEvents.create identifier',
  },
  valid: [{ name: 'an identifier', graph: single(REPORTED) }],
  invalid: [
    {
      name: 'none',
      graph: single({ ...REPORTED, set: { ...REPORTED.set, use: { identifier: '' } } }),
      reports: [
        {
          message: '“use” may count the same usage twice, found no identifier',
          location: atField('use', 'identifier'),
        },
      ],
    },
  ],
  *check(event) {
    if (event.props.identifier.trim() !== '') return
    yield found(
      atField(event.id, 'identifier'),
      `${quoted(event)} may count the same usage twice, found no identifier`,
      [setProps('Use your own event id', event, { identifier: 'usage-{event}' })],
    )
  },
})
