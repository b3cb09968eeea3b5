import { lineTotal, taxAdded } from '#shared/flow/arrival.ts'
import { defineBlock } from '#shared/flow/block-definition.ts'
import { collectPayment } from '#shared/flow/collect-payment.ts'
import { choice, number, optionalAmount, optionalPercent } from '#shared/flow/fields.ts'
import { firstAmount } from '#shared/flow/intent-params.ts'
import { PAYMENTS } from '#shared/flow/money-ports.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import { eventIn, eventOut, moneyIn, moneyOut } from '#shared/flow/ports.ts'
import { said } from '#shared/flow/said.ts'
import { allocate } from '#shared/money/allocate.ts'
import { basisPoints, proportion } from '#shared/money/round.ts'

/** How much of an authorised amount is taken. */
const capturedOf = (
  authorised: number,
  { amount, percent }: { amount: number | undefined; percent: number | undefined },
): number => {
  if (amount !== undefined) return Math.min(amount, authorised)
  return percent === undefined ? authorised : basisPoints(authorised, Math.round(percent * 100))
}

/** Takes money that was only authorised. */
export const capture = defineBlock({
  kind: 'capture',
  title: 'Capture',
  summary: 'Takes the money that a payment has only authorised.',
  icon: 'hand-coins',
  docs: {
    body: 'With manual capture a payment first blocks the amount on the card. The capture takes it, or a part of it, once; what is left is released. After seven days (less for some cards) the authorisation ends and nothing can be taken: then capture earlier, or cancel. Fees are due on what was captured.',
    source: 'https://docs.stripe.com/payments/place-a-hold-on-a-payment-method',
  },
  category: 'payments',
  personas: ['O'],
  keywords: ['deposit', 'pre-authorisation', 'charge at dispatch', 'hold a deposit'],
  events: ['charge.captured', 'charge.expired', 'payment_intent.canceled', 'payment_intent.succeeded'],
  size: 'standard',
  fields: {
    amount: optionalAmount({
      title: 'Amount',
      help: 'At most what was authorised; all of it when empty.',
      parameter: 'amount_to_capture',
      min: 1,
    }),
    percent: optionalPercent({
      title: 'Percent',
      help: 'Instead of an amount, of what was authorised.',
      min: 0,
      max: 100,
    }),
    withinHours: number({
      title: 'Within',
      help: 'Hours until it is taken; a week at most on most cards.',
      unit: 'hours',
      min: 0,
      initial: 24,
    }),
    otherwise: choice({
      title: 'Else',
      help: 'What happens when nobody has decided by then.',
      initial: 'cancel',
      choices: [
        { value: 'cancel', label: 'Cancel the payment' },
        { value: 'capture', label: 'Take the money' },
      ],
    }),
  },
  ports: [
    moneyIn(PAYMENTS, {
      required: true,
      label: 'Its payment',
    }),
    eventIn(),
    moneyOut({ label: 'What was captured' }),
    eventOut(),
  ],
  facts: ({ props }) =>
    `${props.percent === undefined ? 'All' : `${props.percent} %`} within ${props.withinHours} h, else ${props.otherwise}`,
  compile(block, context) {
    const source = context.flow.into(block, 'money-in')[0]
    const payment = source && paymentBehind(source, context.flow)
    const intent = payment && context.given(payment, 'money-out')
    if (!intent) return
    const authorised = firstAmount(payment, context)
    const taken = capturedOf(authorised, block.props)
    const captured = context.call(
      'paymentIntents.capture',
      said({ amount_to_capture: taken === authorised ? undefined : taken }),
      { target: intent },
    )
    context.give('money-out', captured)
  },
  forecast(block, context) {
    const source = context.flow.into(block, 'money-in')[0]
    if (!source) return
    const payment = paymentBehind(source, context.flow)
    for (const { gross, lines } of context.incoming('money-in')) {
      const taken = capturedOf(gross.amount, block.props)
      const left = lines.map(lineTotal)
      const parts = allocate(taken, left)
      const captured = lines.map((line, index) => ({
        ...line,
        amount: parts[index] ?? 0,
        discount: 0,
        taxIncluded: proportion(line.taxIncluded + taxAdded(line), parts[index] ?? 0, left[index] || 1),
        taxesAdded: [],
      }))
      collectPayment(context, { lines: captured, currency: gross.currency, payment, drawn: true })
    }
  },
})
