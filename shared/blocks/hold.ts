import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, number, optionalNumber, text } from '#shared/flow/fields.ts'
import { PAYMENTS, SHARES } from '#shared/flow/money-ports.ts'
import { onPaid, successEvent, wholeCharge } from '#shared/flow/paid-charges.ts'
import { eventIn, eventOut, moneyIn, moneyOut } from '#shared/flow/ports.ts'
import { waitAt, waitThrough } from '#shared/flow/waits.ts'

/** Money waits in the platform's balance. */
export const hold = defineBlock({
  kind: 'hold',
  title: 'Hold',
  summary: 'Keeps money back until an event, or for some days.',
  icon: 'hourglass',
  docs: {
    body: 'Your own rule: the payment is taken, and the transfer waits until the service is done, the goal is reached, or some days are over. The money lies in the platform’s balance meanwhile; it is held, not in escrow, which Stripe does not offer. Countries limit how long: two years in the US, ten days in Thailand, ninety days elsewhere. Forecast and run wait: they hand it on when the days are over, and take an event as happening on the day that is given here. What was refunded until then is not handed on.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  category: 'connect',
  personas: ['A', 'R'],
  keywords: ['release later', 'pay after the service', 'milestone', 'held funds', 'goal reached'],
  events: [],
  size: 'standard',
  fields: {
    until: choice({
      title: 'Until',
      help: 'Something happens, or time has passed.',
      initial: 'event',
      choices: [
        { value: 'event', label: 'An event' },
        { value: 'days', label: 'Some days' },
      ],
    }),
    event: text({
      title: 'Which event',
      help: 'What your system waits for: job done, goal reached.',
      maxLength: 80,
      initial: 'service done',
    }),
    days: number({
      title: 'Days',
      help: 'How long; with an event, the day on which forecast and run take it as happening.',
      unit: 'days',
      min: 0,
      initial: 7,
    }),
    maxDays: optionalNumber({
      title: 'At the latest',
      help: 'After so many days it is released, or given back, whatever happened.',
      unit: 'days',
      min: 1,
    }),
  },
  ports: [
    moneyIn([...PAYMENTS, ...SHARES], { required: true }),
    eventIn(),
    moneyOut({ label: 'Released', required: true }),
    eventOut(),
  ],
  facts: block => {
    const { until, event } = block.props
    const days = waitAt(block)
    return until === 'days' ? `for ${days} days` : `until ${event.slice(0, 30)}, day ${days}`
  },
  compile(block, context) {
    const waitDays = waitAt(block)
    const source = context.flow.into(block, 'money-in')[0]
    if (!source || SHARES.some(kind => kind === source.kind)) return
    onPaid(context, { payment: source, events: [successEvent(source, context.flow)] }, sources =>
      context.pass('money-out', () => ({ ...wholeCharge(sources), waitDays })),
    )
  },
  receive(block, arrival, context) {
    const waitDays = waitThrough(block, arrival)
    context.pass('money-out', () => ({ ...arrival, waitDays }))
  },
  forecast(block, context) {
    for (const arrival of context.incoming('money-in')) {
      const waitDays = waitThrough(block, arrival)
      context.send('money-out', () => ({ ...arrival, waitDays }))
    }
  },
})
