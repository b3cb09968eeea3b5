import { market } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { formatMoney } from '#shared/money/format.ts'

/** A commission is kept in one way. */
export const feeAndTransferAmount = blockRule({
  id: 'connect/fee-and-transfer-amount',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent', 'invoice'],
  stripeCodes: ['parameters_exclusive'],
  docs: {
    title: 'A commission is kept in one way',
    why: 'Two exclusive ways to keep the commission.',
    source: 'practice',
  },
  valid: [{ name: 'a fee alone', graph: market({ set: { pay: { applicationFeeAmount: 1000 } } }) }],
  invalid: [
    {
      name: 'a fee and a part to transfer',
      graph: market({
        set: { pay: { applicationFeeAmount: 1000, transferData: [{ destination: 'A', amount: 9000 }] } },
      }),
      reports: [
        {
          message: '“pay” keeps its commission twice, found a fee of $10.00 and $90.00 to transfer',
          location: atField('pay', 'transferData'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const { applicationFeeAmount, transferData } = payment.props
    const part = transferData.find(({ amount }) => amount !== undefined)
    if (applicationFeeAmount === undefined || part?.amount === undefined) return
    const currency = payment.props.currency || flow.platform.currency
    yield found(
      atField(payment.id, 'transferData'),
      `${quoted(payment)} keeps its commission twice, found a fee of ${formatMoney({ amount: applicationFeeAmount, currency })} and ${formatMoney({ amount: part.amount, currency })} to transfer`,
      [
        setProps('Keep the fee', payment, {
          transferData: transferData.map(({ destination }) => ({ destination })),
        }),
      ],
    )
  },
})
