import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const back = (rounding: string) =>
  bundle({
    blocks: { rv: ['transfer-reversal', { rounding }] },
    with: ['tA.transfer -> rv.transfer', 'rv.money-out -> plt.money-in'],
  })
/** Reversals are rounded on totals. */
export const refundDrift = blockRule({
  id: 'money/refund-drift',
  severity: 'warning',
  needs: 'graph',
  on: ['transfer-reversal'],
  docs: {
    title: 'Reversals are rounded on totals',
    why: 'Each rounding adds up to half a cent away from the exact share.',
    source: 'practice',
  },
  valid: [{ name: 'on totals to date', graph: back('cumulative') }],
  invalid: [
    {
      name: 'each by itself',
      graph: back('each'),
      reports: [
        {
          message:
            '“rv” rounds each reversal by itself, which drifts by half a cent each time, found “Each by itself”',
          location: atField('rv', 'rounding'),
        },
      ],
    },
  ],
  *check(reversal) {
    if (reversal.props.rounding !== 'each') return
    yield found(
      atField(reversal.id, 'rounding'),
      `${quoted(reversal)} rounds each reversal by itself, which drifts by half a cent each time, found “Each by itself”`,
      [setProps('Round on totals to date', reversal, { rounding: 'cumulative' })],
    )
  },
})
