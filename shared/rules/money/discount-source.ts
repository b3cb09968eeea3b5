import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Discounts are read, not worked out again. */
export const discountSource = blockRule({
  id: 'money/discount-source',
  severity: 'warning',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'Discounts are read, not worked out again',
    why: "Stripe's own per-line figures are what was billed.",
    source: 'Stripe API reference: InvoiceLineItem.discount_amounts',
  },
  valid: [{ name: 'from the invoice', graph: bundle() }],
  invalid: [
    {
      name: 'own arithmetic',
      graph: bundle({ set: { spl: { discountsFrom: 'recomputed' } } }),
      reports: [
        {
          message:
            '“spl” works discounts out again instead of reading what was billed, found “Own arithmetic”',
          location: atField('spl', 'discountsFrom'),
        },
      ],
    },
  ],
  *check(split) {
    if (split.props.discountsFrom !== 'recomputed') return
    yield found(
      atField(split.id, 'discountsFrom'),
      `${quoted(split)} works discounts out again instead of reading what was billed, found “Own arithmetic”`,
      [setProps("Read the invoice's lines", split, { discountsFrom: 'invoice_lines' })],
    )
  },
})
