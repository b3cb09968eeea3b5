import { single } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { payerOf } from '#shared/flow/payment.ts'
import { textOf } from '#shared/flow/read-props.ts'

const SENT = { collectionMethod: 'send_invoice', daysUntilDue: 30 }
/** No mail is sent on a test clock. */
export const testMails = blockRule({
  id: 'lifecycle/test-mails',
  severity: 'info',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'No mail is sent on a test clock',
    why: 'invoice.sent fires, no mail goes out.',
    source: 'Stripe API reference: invoices.sendInvoice',
  },
  valid: [
    {
      name: 'charged automatically',
      graph: single({ blocks: { clk: ['test-clock'] }, with: ['clk.test-clock -> cus.test-clock'] }),
    },
  ],
  invalid: [
    {
      name: 'a sent invoice on a clock',
      graph: single({
        blocks: { clk: ['test-clock'] },
        with: ['clk.test-clock -> cus.test-clock'],
        set: { plan: SENT },
      }),
      reports: [
        {
          message: '“plan” waits for a mail that no customer on “clk” gets, found sent invoices',
          location: atField('plan', 'collectionMethod'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    if (textOf(payment, 'collectionMethod') !== 'send_invoice') return
    const customer = payerOf(payment, flow)
    const [clock] = customer ? sources(flow, customer, 'test-clock') : []
    if (clock)
      yield found(
        atField(payment.id, 'collectionMethod'),
        `${quoted(payment)} waits for a mail that no customer on ${quoted(clock)} gets, found sent invoices`,
      )
  },
})
