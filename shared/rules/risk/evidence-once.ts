import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const sent = (submissions: string) =>
  bundle({ blocks: { dp: ['dispute', { submissions }] }, with: ['plan.money-out -> dp.money-in'] })
/** Evidence is submitted once. */
export const evidenceOnce = blockRule({
  id: 'risk/evidence-once',
  severity: 'warning',
  needs: 'events',
  on: ['dispute'],
  docs: {
    title: 'Evidence is submitted once',
    why: 'Usually one submission; 150,000 characters in all.',
    source: 'Stripe API reference: disputes.update evidence',
  },
  valid: [{ name: 'once', graph: sent('once') }],
  invalid: [
    {
      name: 'in parts',
      graph: sent('several'),
      reports: [
        {
          message: '“dp” submits its evidence in parts, and usually the first one counts, found “In parts”',
          location: atField('dp', 'submissions'),
        },
      ],
    },
  ],
  *check(dispute) {
    if (dispute.props.submissions !== 'several') return
    yield found(
      atField(dispute.id, 'submissions'),
      `${quoted(dispute)} submits its evidence in parts, and usually the first one counts, found “In parts”`,
      [setProps('Stage it and submit once', dispute, { submissions: 'once' })],
    )
  },
})
