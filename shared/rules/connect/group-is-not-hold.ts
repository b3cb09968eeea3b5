import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A transfer group does not hold money back. */
export const groupIsNotHold = blockRule({
  id: 'connect/group-is-not-hold',
  severity: 'warning',
  needs: 'graph',
  on: ['transfer'],
  docs: {
    title: 'A transfer group does not hold money back',
    why: 'It only labels objects; source_transaction is what delays the funds.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'tied to its charge', graph: bundle() }],
  invalid: [
    {
      name: 'a group alone',
      graph: bundle({ set: { tA: { sourceTransaction: false, transferGroup: 'order-1' } } }),
      reports: [
        {
          message:
            '“tA” is linked to its payment by a label only, found the group “order-1” and no source_transaction',
          location: atField('tA', 'transferGroup'),
        },
      ],
    },
  ],
  *check(transfer) {
    const { transferGroup, sourceTransaction } = transfer.props
    if (transferGroup === '' || sourceTransaction) return
    yield found(
      atField(transfer.id, 'transferGroup'),
      `${quoted(transfer)} is linked to its payment by a label only, found the group “${transferGroup}” and no source_transaction`,
      [setProps('Tie it to its charge', transfer, { sourceTransaction: true, transferGroup: '' })],
    )
  },
})
