import type { ExampleBlock } from '#shared/check/example.ts'
import { billed } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { allOf } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { formatMoney } from '#shared/money/format.ts'

const withFee = (more: ExampleBlock[2] = {}) =>
  billed({
    blocks: {
      A: ['connected-account', { role: 'merchant' }],
      bill: [
        'invoice',
        { applicationFeeAmount: 500, lines: [{ description: 'Consulting', amount: 90_000 }] },
        more,
      ],
    },
  })
/** An invoice's fee is taken on a connected account. */
export const invoiceFeeContext = blockRule({
  id: 'connect/invoice-fee-context',
  severity: 'error',
  needs: 'graph',
  on: ['invoice'],
  stripeCodes: ['application_fees_not_allowed'],
  docs: {
    title: "An invoice's fee is taken on a connected account",
    why: "Needs the connected account's context.",
    source: 'Stripe API reference: invoices.create application_fee_amount',
  },
  valid: [{ name: 'on a connected account', graph: withFee({ onAccount: 'A' }) }],
  invalid: [
    {
      name: 'on the platform',
      graph: withFee(),
      reports: [
        {
          message: '“bill” takes a fee of its own payment on the platform, found $5.00',
          location: atField('bill', 'applicationFeeAmount'),
        },
      ],
    },
    {
      name: 'beside a destination',
      graph: billed({
        blocks: { A: ['connected-account', { existingId: 'acct_1A' }] },
        set: { bill: { applicationFeeAmount: 500, transferData: [{ destination: 'A' }] } },
      }),
      reports: [
        {
          message: '“bill” takes a fee of its own payment on the platform, found $5.00',
          location: atField('bill', 'applicationFeeAmount'),
        },
      ],
    },
  ],
  *check(invoice, flow) {
    const { applicationFeeAmount: amount } = invoice.props
    if (amount === undefined || amount === 0 || invoice.onAccount !== undefined) return
    const currency = invoice.props.currency || flow.platform.currency
    const [account] = allOf(flow, 'connected-account').filter(({ props }) => props.role !== 'recipient')
    yield found(
      atField(invoice.id, 'applicationFeeAmount'),
      `${quoted(invoice)} takes a fee of its own payment on the platform, found ${formatMoney({ amount, currency })}`,
      [
        account && invoice.props.transferData.length === 0
          ? {
              title: `Invoice on ${quoted(account)}`,
              patch: [{ op: 'block.set', id: invoice.id, set: { onAccount: account.id } }],
              preferred: true,
            }
          : clearProps('Remove the fee', invoice, 'applicationFeeAmount'),
      ],
    )
  },
})
