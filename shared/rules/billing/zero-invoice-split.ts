import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** An invoice of nothing is not shared. */
export const zeroInvoiceSplit = blockRule({
  id: 'billing/zero-invoice-split',
  severity: 'warning',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'An invoice of nothing is not shared',
    why: 'Trials and 100 % coupons give paid invoices with no charge.',
    source: 'Stripe API reference: Invoice.amount_paid',
  },
  valid: [
    { name: 'a split block, which looks', graph: bundle() },
    {
      name: 'code that looks',
      graph: bundle({ set: { paid: { calls: ['transfers.create'], reads: ['invoice.amount_paid'] } } }),
    },
  ],
  invalid: [
    {
      name: 'code that transfers at once',
      graph: bundle({ set: { paid: { calls: ['transfers.create'] } } }),
      reports: [
        {
          message:
            '“paid” makes transfers on invoice.paid without a look at what was paid, found no read of invoice.amount_paid',
          location: atField('paid', 'reads'),
        },
      ],
    },
  ],
  *check(handler) {
    const { events, calls, reads } = handler.props
    if (
      !events.includes('invoice.paid') ||
      !calls.includes('transfers.create') ||
      reads.includes('invoice.amount_paid')
    )
      return
    yield found(
      atField(handler.id, 'reads'),
      `${quoted(handler)} makes transfers on invoice.paid without a look at what was paid, found no read of invoice.amount_paid`,
      [setProps('Look at invoice.amount_paid first', handler, { reads: [...reads, 'invoice.amount_paid'] })],
    )
  },
})
