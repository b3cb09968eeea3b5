import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const warned = (dueAlertDays: number) =>
  bundle({ blocks: { dp: ['dispute', { dueAlertDays }] }, with: ['plan.money-out -> dp.money-in'] })
/** Evidence comes before its deadline. */
export const evidenceDeadline = blockRule({
  id: 'risk/evidence-deadline',
  severity: 'warning',
  needs: 'events',
  on: ['dispute'],
  docs: {
    title: 'Evidence comes before its deadline',
    why: 'Evidence after due_by is not sure to be delivered; the dispute is lost.',
    source: 'Stripe API reference: Dispute.evidence_details.due_by',
  },
  valid: [{ name: 'three days before', graph: warned(3) }],
  invalid: [
    {
      name: 'no warning',
      graph: warned(0),
      reports: [
        {
          message: '“dp” lets its deadline pass unseen, found no warning before due_by',
          location: atField('dp', 'dueAlertDays'),
        },
      ],
    },
  ],
  *check(dispute) {
    if (dispute.props.response !== 'counter' || dispute.props.dueAlertDays > 0) return
    yield found(
      atField(dispute.id, 'dueAlertDays'),
      `${quoted(dispute)} lets its deadline pass unseen, found no warning before due_by`,
      [setProps('Warn three days before', dispute, { dueAlertDays: 3 })],
    )
  },
})
