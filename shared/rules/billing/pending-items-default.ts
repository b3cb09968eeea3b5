import { billed } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A one-off invoice takes up what is pending. */
export const pendingItemsDefault = blockRule({
  id: 'billing/pending-items-default',
  severity: 'warning',
  needs: 'graph',
  on: ['invoice'],
  docs: {
    title: 'A one-off invoice takes up what is pending',
    why: 'Since the default is exclude, such an invoice comes out empty.',
    source: 'Stripe API reference: invoices.create pending_invoice_items_behavior',
  },
  valid: [
    { name: 'included', graph: billed({ set: { bill: { lines: [] } } }) },
    { name: 'lines of its own', graph: billed({ set: { bill: { pendingItems: 'exclude' } } }) },
  ],
  invalid: [
    {
      name: 'excluded',
      graph: billed({ set: { bill: { pendingItems: 'exclude', lines: [] } } }),
      reports: [
        {
          message:
            '“bill” has no lines of its own and leaves earlier invoice items out, so it comes out empty, found “exclude”',
          location: atField('bill', 'pendingItems'),
        },
      ],
    },
  ],
  *check(invoice, flow) {
    const { pendingItems, lines } = invoice.props
    if (pendingItems !== 'exclude' || lines.length > 0 || pricesOf(flow, invoice).length > 0) return
    yield found(
      atField(invoice.id, 'pendingItems'),
      `${quoted(invoice)} has no lines of its own and leaves earlier invoice items out, so it comes out empty, found “exclude”`,
      [setProps('Include them', invoice, { pendingItems: 'include' })],
    )
  },
})
