import { billed, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { daysOf } from '#shared/check/intervals.ts'
import { atPort } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule, type PricedFlow } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { Block } from '#shared/flow/graph.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { FIRST_PAYMENT, turnOf } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)
/** The smallest invoice of the first year that bills anything, minor units; null when there is none or amounts are unknown. */
const smallestInvoice = (flow: PricedFlow, payment: Block): number | null => {
  const totals = (payment.kind === 'invoice' ? [1] : MONTHS).flatMap(month => {
    const lines = linesOfPayment(flow, payment, turnOf(month))?.lines ?? []
    const total = lines.reduce((sum, { amount, discount }) => sum + amount - discount, 0)
    return total > 0 ? [total] : []
  })
  return totals.length === 0 ? null : Math.min(...totals)
}
/** Every invoice reaches the minimum charge. */
export const invoiceUnderMinimum = blockRule({
  id: 'billing/invoice-under-minimum',
  severity: 'warning',
  needs: 'amounts',
  on: ['subscription', 'subscription-schedule', 'invoice'],
  docs: {
    title: 'Every invoice reaches the minimum charge',
    why: 'Nothing is charged, amount moves to balance.',
    source: 'Stripe API reference: Invoice.amount_due',
  },
  valid: [
    { name: '$20.00 a month', graph: single() },
    { name: 'a free plan', graph: single({ set: { fee: { unitAmount: 0 } } }) },
  ],
  invalid: [
    {
      name: '30 cents a month',
      graph: single({ set: { fee: { unitAmount: 30 } } }),
      reports: [
        {
          message:
            "“plan” bills less than the minimum charge of $0.50: nothing is charged, the amount goes to the customer's balance, found $0.30",
          location: atPort('plan', 'price'),
        },
      ],
    },
    {
      name: 'a bill of 20 cents',
      graph: billed({ set: { bill: { lines: [{ description: 'Rounding', amount: 20 }] } } }),
      reports: [
        {
          message:
            "“bill” bills less than the minimum charge of $0.50: nothing is charged, the amount goes to the customer's balance, found $0.20",
          location: atPort('bill', 'price'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const { currency } = flow.platform
    const minimum = CURRENCIES.get(currency)?.minimumCharge ?? null
    const prices = pricesOf(flow, payment)
    if (minimum === null || linesOfPayment(flow, payment, FIRST_PAYMENT)?.currency !== currency) return
    const smallest = smallestInvoice(flow, payment)
    if (smallest === null || smallest >= minimum) return
    const [first] = prices
      .filter(({ props }) => props.interval !== undefined || payment.kind === 'invoice')
      .toSorted((a, b) => daysOf(a) - daysOf(b))
    yield {
      message: `${quoted(payment)} bills less than the minimum charge of ${formatMoney({ amount: minimum, currency })}: nothing is charged, the amount goes to the customer's balance, found ${formatMoney({ amount: smallest, currency })}`,
      location: atPort(payment.id, 'price'),
      fixes: first
        ? [
            setProps(`Raise ${quoted(first)} to the minimum`, first, {
              unitAmount: (first.props.unitAmount ?? 0) + minimum - smallest,
            }),
          ]
        : [],
    }
  },
})
