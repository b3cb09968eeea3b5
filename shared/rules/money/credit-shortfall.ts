import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** What was charged is shared, not what was invoiced. */
export const creditShortfall = blockRule({
  id: 'money/credit-shortfall',
  severity: 'warning',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'What was charged is shared, not what was invoiced',
    why: 'Customer balance or partial payments make the charge smaller.',
    source: 'Stripe API reference: Invoice.amount_due, InvoicePayment.amount_paid',
  },
  valid: [{ name: 'the charge', graph: bundle() }],
  invalid: [
    {
      name: "the invoice's total",
      graph: bundle({ set: { spl: { amountFrom: 'invoice_total' } } }),
      reports: [
        {
          message:
            "“spl” shares the invoice's total, which credit can make larger than the charge, found “The invoice’s total”",
          location: atField('spl', 'amountFrom'),
        },
      ],
    },
  ],
  *check(split) {
    if (split.props.amountFrom !== 'invoice_total') return
    yield found(
      atField(split.id, 'amountFrom'),
      `${quoted(split)} shares the invoice's total, which credit can make larger than the charge, found “The invoice’s total”`,
      [setProps('Share what was charged', split, { amountFrom: 'charge' })],
    )
  },
})
