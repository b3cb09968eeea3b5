import { feesOf } from '#shared/check/application-fees.ts'
import { market } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { FIRST_PAYMENT } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'

/** An application fee is less than its payment. */
export const applicationFeeOverAmount = blockRule({
  id: 'connect/application-fee-over-amount',
  severity: 'warning',
  needs: 'amounts',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'An application fee is less than its payment',
    why: 'Fee collected is capped at the captured total, provider gets nothing.',
    source: 'Stripe API reference: payment_intents.create application_fee_amount',
  },
  valid: [{ name: 'ten percent', graph: market({ set: { pay: { applicationFeeAmount: 1000 } } }) }],
  invalid: [
    {
      name: 'all of it',
      graph: market({ set: { pay: { applicationFeeAmount: 10_000 } } }),
      reports: [
        {
          message: '“pay” leaves its provider nothing of $100.00, found a fee of $100.00',
          location: atField('pay', 'applicationFeeAmount'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const fees = feesOf(flow, payment).filter(({ unit, value }) => unit === 'amount' && value > 0)
    const lines = fees.length > 0 ? linesOfPayment(flow, payment, FIRST_PAYMENT) : null
    if (!lines) return
    const total = lines.lines.reduce((sum, { amount, discount }) => sum + amount - discount, 0)
    for (const fee of fees)
      if (total > 0 && fee.value >= total)
        yield found(
          fee.location,
          `${quoted(payment)} leaves its provider nothing of ${formatMoney({ amount: total, currency: lines.currency })}, found a fee of ${fee.text}`,
          [fee.remove],
        )
  },
})
