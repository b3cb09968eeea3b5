import { type Change, order, shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { FIRST_PAYMENT } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'
import type { Money } from '#shared/money/money.ts'

const PART: Change = {
  blocks: { cap: ['capture', { amount: 4000 }] },
  set: { pay: { captureMethod: 'manual' } },
  with: ['pay.money-out -> cap.money-in'],
}
/** What an intent authorises: its amount, or the prices of the page that creates it; null when they cannot be added up. */
const authorisedBy = (flow: GraphView, intent: BlockOf<'payment-intent'>): Money | null => {
  const lines = linesOfPayment(flow, intent, FIRST_PAYMENT)
  if (!lines) return null
  const amount = lines.lines.reduce((sum, line) => sum + line.amount - line.discount, 0)
  return { amount, currency: lines.currency }
}
/** No more is captured than was authorised. */
export const captureOver = blockRule({
  id: 'payments/capture-over',
  severity: 'error',
  needs: 'graph',
  on: ['capture'],
  docs: {
    title: 'No more is captured than was authorised',
    why: 'Amount captured is at most the amount authorised.',
    source: 'Stripe API reference: payment_intents.capture amount_to_capture',
  },
  valid: [{ name: 'less', graph: order(PART) }],
  invalid: [
    {
      name: 'more',
      graph: order({ ...PART, set: { ...PART.set, cap: { amount: 6000 } } }),
      reports: [
        {
          message: '“cap” captures more than “pay” authorises, $50.00, found $60.00',
          location: atField('cap', 'amount'),
        },
      ],
    },
    {
      name: 'more than the page sells',
      graph: shop({
        blocks: { cap: ['capture', { amount: 2000 }] },
        set: { page: { captureMethod: 'manual' } },
        with: ['pay.money-out -> cap.money-in'],
      }),
      reports: [
        {
          message: '“cap” captures more than “pay” authorises, $18.00, found $20.00',
          location: atField('cap', 'amount'),
        },
      ],
    },
  ],
  *check(capture, flow) {
    const { amount } = capture.props
    for (const intent of sources(flow, capture, 'payment-intent')) {
      const authorised = authorisedBy(flow, intent)
      if (amount === undefined || authorised === null || amount <= authorised.amount) continue
      const { currency } = authorised
      yield found(
        atField(capture.id, 'amount'),
        `${quoted(capture)} captures more than ${quoted(intent)} authorises, ${formatMoney(authorised)}, found ${formatMoney({ amount, currency })}`,
        [setProps('Capture all of it', capture, { amount: authorised.amount })],
      )
    }
  },
})
