import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyBefore } from '#shared/check/look.ts'
import { isPayment } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A transfer of a payment is tied to its charge. */
export const transferWithoutSource = blockRule({
  id: 'connect/transfer-without-source',
  severity: 'warning',
  needs: 'graph',
  on: ['transfer'],
  stripeCodes: ['balance_insufficient'],
  docs: {
    title: 'A transfer of a payment is tied to its charge',
    why: 'Fails when available balance is short; Stripe does not retry it.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'tied', graph: bundle() }],
  invalid: [
    {
      name: 'not tied',
      graph: bundle({ set: { tA: { sourceTransaction: false } } }),
      reports: [
        {
          message:
            '“tA” is paid out of the available balance although “plan” has just been charged, found no source_transaction',
          location: atField('tA', 'sourceTransaction'),
        },
      ],
    },
  ],
  *check(transfer, flow) {
    if (transfer.props.sourceTransaction || transfer.props.transferGroup !== '') return
    const payment = moneyBefore(flow, transfer).find(isPayment)
    if (!payment) return
    yield found(
      atField(transfer.id, 'sourceTransaction'),
      `${quoted(transfer)} is paid out of the available balance although ${quoted(payment)} has just been charged, found no source_transaction`,
      [setProps('Tie it to its charge', transfer, { sourceTransaction: true })],
    )
  },
})
