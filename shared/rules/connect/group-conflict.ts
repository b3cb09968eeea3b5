import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyBefore } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A transfer of an invoice has no group of its own. */
export const groupConflict = blockRule({
  id: 'connect/group-conflict',
  severity: 'warning',
  needs: 'graph',
  on: ['transfer'],
  docs: {
    title: 'A transfer of an invoice has no group of its own',
    why: 'Stripe derives the group (`group_pi_…`) from the charge.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: "Stripe's group", graph: bundle() }],
  invalid: [
    {
      name: 'an own group',
      graph: bundle({ set: { tA: { transferGroup: 'order-1' } } }),
      reports: [
        {
          message: '“tA” is paid by an invoice, whose charge decides the group, found “order-1”',
          location: atField('tA', 'transferGroup'),
        },
      ],
    },
  ],
  *check(transfer, flow) {
    const { transferGroup, sourceTransaction } = transfer.props
    if (transferGroup === '' || !sourceTransaction) return
    if (
      !moneyBefore(flow, transfer).some(
        ({ kind }) => kind === 'subscription' || kind === 'invoice' || kind === 'subscription-schedule',
      )
    )
      return
    yield found(
      atField(transfer.id, 'transferGroup'),
      `${quoted(transfer)} is paid by an invoice, whose charge decides the group, found “${transferGroup}”`,
      [clearProps('Clear the group', transfer, 'transferGroup')],
    )
  },
})
