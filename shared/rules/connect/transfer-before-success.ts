import { bundle, type Change } from '#shared/check/example-flows.ts'
import { handleEvents } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { moneyBefore } from '#shared/check/look.ts'
import { isPayment } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const SUCCESS = [
  'invoice.paid',
  'invoice_payment.paid',
  'invoice.payment_succeeded',
  'payment_intent.succeeded',
  'charge.succeeded',
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'charge.captured',
]
const STRAIGHT: Change = { drop: ['spl', 'tB'], with: ['plan.money-out -> tA.money-in'] }
/** A transfer waits for the payment's success. */
export const transferBeforeSuccess = blockRule({
  id: 'connect/transfer-before-success',
  severity: 'error',
  needs: 'events',
  on: ['transfer'],
  docs: {
    title: "A transfer waits for the payment's success",
    why: 'latest_charge is empty until payment is attempted.',
    source: 'Stripe API reference: PaymentIntent.latest_charge',
  },
  valid: [
    { name: 'the split waits', graph: bundle() },
    {
      name: 'the transfer waits',
      graph: bundle({ ...STRAIGHT, with: [...(STRAIGHT.with ?? []), 'paid.event-out -> tA.event-in'] }),
    },
  ],
  invalid: [
    {
      name: 'nothing waits',
      graph: bundle(STRAIGHT),
      reports: [
        {
          message: '“tA” may run before “plan” is paid, found no event of success that starts it',
          location: atPort('tA', 'event-in'),
        },
      ],
    },
  ],
  *check(transfer, flow) {
    const before = moneyBefore(flow, transfer)
    const payment = before.find(isPayment)
    if (!payment || before.some(({ kind }) => kind === 'split')) return
    const starts = [transfer, ...before].flatMap(block => flow.eventsAt(block))
    if (starts.some(event => SUCCESS.includes(event))) return
    const event = payment.kind === 'payment-intent' ? 'payment_intent.succeeded' : 'invoice.paid'
    yield found(
      atPort(transfer.id, 'event-in'),
      `${quoted(transfer)} may run before ${quoted(payment)} is paid, found no event of success that starts it`,
      [
        {
          ...handleEvents(flow, [event], (draft, handler) =>
            draft.connect({ block: handler, port: 'event-out' }, { block: transfer.id, port: 'event-in' }),
          ),
          preferred: true,
        },
      ],
    )
  },
})
