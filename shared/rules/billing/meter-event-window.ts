import { daysAhead } from '#shared/check/dates.ts'
import { type Change, single } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Days back from the day of looking that usage may be reported for. */
const WINDOW = 35
const USED: Change = {
  blocks: { m: ['meter'], use: ['usage-event'] },
  with: ['m.meter -> fee.meter', 'm.meter -> use.meter', 'cus.customer -> use.customer'],
  set: { fee: { usageType: 'metered' } },
}
/** Usage is reported within 35 days. */
export const meterEventWindow = blockRule({
  id: 'billing/meter-event-window',
  severity: 'error',
  needs: 'graph',
  on: ['usage-event'],
  docs: {
    title: 'Usage is reported within 35 days',
    why: 'Accepted timestamps span 35 days back to 5 minutes ahead.',
    source: 'Stripe API reference: billing.meterEvents.create timestamp',
  },
  valid: [
    { name: 'now', graph: single(USED) },
    {
      name: 'a month ago',
      graph: single({ ...USED, set: { ...USED.set, use: { timestamp: '2026-10-23T00:00:00Z' } } }),
    },
  ],
  invalid: [
    {
      name: 'too long ago',
      graph: single({ ...USED, set: { ...USED.set, use: { timestamp: '2026-10-01T00:00:00Z' } } }),
      reports: [
        {
          message: '“use” reports usage of a time that is not taken, 35 days back to now, found 2026-10-01',
          location: atField('use', 'timestamp'),
        },
      ],
    },
    {
      name: 'in the future',
      graph: single({ ...USED, set: { ...USED.set, use: { timestamp: '2026-12-01T00:00:00Z' } } }),
      reports: [
        {
          message: '“use” reports usage of a time that is not taken, 35 days back to now, found 2026-12-01',
          location: atField('use', 'timestamp'),
        },
      ],
    },
  ],
  *check(event, flow) {
    const { timestamp } = event.props
    if (timestamp === '') return
    const ahead = daysAhead(flow.today, timestamp)
    if (ahead >= -WINDOW && ahead < 1) return
    yield found(
      atField(event.id, 'timestamp'),
      `${quoted(event)} reports usage of a time that is not taken, ${WINDOW} days back to now, found ${timestamp.slice(0, 10)}`,
      [clearProps('Report it now', event, 'timestamp')],
    )
  },
})
