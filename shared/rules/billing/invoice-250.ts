import { billed } from '#shared/check/example-flows.ts'
import { besideBlock, drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

const long = (count: number) =>
  billed({
    set: { bill: { lines: Array.from({ length: count }, () => ({ description: 'Hour', amount: 100 })) } },
  })
/** An invoice has at most 250 lines. */
export const invoice250 = blockRule({
  id: 'billing/invoice-250',
  severity: 'error',
  needs: 'graph',
  on: ['invoice'],
  docs: {
    title: 'An invoice has at most 250 lines',
    why: 'A draft invoice takes up to 250 items.',
    source: 'Stripe API reference: invoice_items.create',
  },
  valid: [{ name: 'two hundred and fifty', graph: long(250) }],
  invalid: [
    {
      name: 'one more',
      graph: long(251),
      reports: [{ message: '“bill” has more than 250 lines, found 251', location: atField('bill', 'lines') }],
    },
  ],
  *check(invoice, flow) {
    const prices = pricesOf(flow, invoice).length
    const lines = invoice.props.lines.length + prices
    const { lines: most } = LIMITS.invoice
    const keep = most - prices
    if (lines > most)
      yield found(
        atField(invoice.id, 'lines'),
        `${quoted(invoice)} has more than ${most} lines, found ${lines}`,
        keep < 1
          ? []
          : [
              drafted(flow, 'Put the rest on a second invoice', draft => {
                besideBlock(flow, draft, {
                  block: invoice,
                  props: { lines: invoice.props.lines.slice(keep) },
                  without: ['price'],
                })
                draft.set(invoice.id, { lines: invoice.props.lines.slice(0, keep) })
              }),
            ],
      )
  },
})
