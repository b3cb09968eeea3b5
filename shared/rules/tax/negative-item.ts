import { billed } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'
import { formatMoney } from '#shared/money/format.ts'

const lines = (amount: number) =>
  billed({
    blocks: { vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'] }] },
    with: ['vat.tax -> bill.tax'],
    set: {
      cus: { country: 'US' },
      bill: {
        lines: [
          { description: 'Consulting', amount: 90_000 },
          { description: 'Other', amount },
        ],
      },
    },
  })
/** No negative line is taxed automatically. */
export const negativeItem = blockRule({
  id: 'tax/negative-item',
  severity: 'error',
  needs: 'events',
  on: ['invoice'],
  docs: {
    title: 'No negative line is taxed automatically',
    why: 'Negative amounts are incompatible with automatic tax.',
    source: 'Stripe API reference: invoices.create automatic_tax',
  },
  valid: [{ name: 'a positive one', graph: lines(5000) }],
  invalid: [
    {
      name: 'a negative one',
      graph: lines(-5000),
      reports: [
        {
          message: '“bill” has a negative line and is taxed automatically, found −$50.00',
          location: atField('bill', 'lines'),
        },
      ],
    },
  ],
  *check(invoice, flow) {
    const negative = invoice.props.lines.find(({ amount }) => amount < 0)
    if (!negative || !taxOf(flow, invoice).automatic) return
    const currency = invoice.props.currency || flow.platform.currency
    yield found(
      atField(invoice.id, 'lines'),
      `${quoted(invoice)} has a negative line and is taxed automatically, found ${formatMoney({ amount: negative.amount, currency })}`,
      [
        setProps('Leave it to a credit note', invoice, {
          lines: invoice.props.lines.filter(({ amount }) => amount >= 0),
        }),
      ],
    )
  },
})
