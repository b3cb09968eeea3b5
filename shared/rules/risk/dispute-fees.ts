import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { FEE_TABLE, feeFact } from '#shared/facts/fees.ts'
import { formatMoney } from '#shared/money/format.ts'

const planned = (feesPlanned: boolean) =>
  bundle({ blocks: { dp: ['dispute', { feesPlanned }] }, with: ['plan.money-out -> dp.money-in'] })
/** A dispute plan has its fees. */
export const disputeFees = blockRule({
  id: 'risk/dispute-fees',
  severity: 'info',
  needs: 'events',
  on: ['dispute'],
  docs: {
    title: 'A dispute plan has its fees',
    why: 'US $15 received (kept) + $15 if countered (back on a win).',
    source: 'https://docs.stripe.com/disputes/responding; https://stripe.com/pricing',
  },
  valid: [{ name: 'planned', graph: planned(true) }],
  invalid: [
    {
      name: 'not planned',
      graph: planned(false),
      reports: [
        {
          message:
            '“dp” costs $15.00 when it comes and $15.00 more when it is countered, found no fees in the plan',
          location: atField('dp', 'feesPlanned'),
        },
      ],
    },
  ],
  *check(dispute) {
    if (dispute.props.feesPlanned) return
    const text = (id: string) =>
      formatMoney({ amount: feeFact(id)?.fixed ?? 0, currency: FEE_TABLE.currency })
    yield found(
      atField(dispute.id, 'feesPlanned'),
      `${quoted(dispute)} costs ${text('dispute_received')} when it comes and ${text('dispute_countered')} more when it is countered, found no fees in the plan`,
      [setProps('Plan for them', dispute, { feesPlanned: true })],
    )
  },
})
