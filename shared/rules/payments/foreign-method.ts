import { type Change, order } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { payerOf } from '#shared/flow/payment.ts'

const WITH_CARD: Change = {
  blocks: { eve: ['customer', { email: 'eve@example.com' }], card: ['payment-method'] },
}
/** A method pays for its own customer. */
export const foreignMethod = blockRule({
  id: 'payments/foreign-method',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A method pays for its own customer',
    why: 'Methods attached to one customer cannot pay for another.',
    source: 'Stripe API reference: payment_intents.create customer',
  },
  valid: [
    {
      name: 'the same customer',
      graph: order({
        ...WITH_CARD,
        with: ['cus.customer -> card.customer', 'card.payment-method -> pay.payment-method'],
      }),
    },
  ],
  invalid: [
    {
      name: 'another one',
      graph: order({
        ...WITH_CARD,
        with: ['eve.customer -> card.customer', 'card.payment-method -> pay.payment-method'],
      }),
      reports: [
        {
          message:
            '“pay” charges “cus” with a method that belongs to another customer, found “card” of “eve”',
          location: atPort('pay', 'payment-method'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const payer = payerOf(payment, flow)
    for (const method of flow.into(payment, 'payment-method')) {
      const [owner] = flow.into(method, 'customer')
      if (!payer || !owner || owner.id === payer.id) continue
      yield found(
        atPort(payment.id, 'payment-method'),
        `${quoted(payment)} charges ${quoted(payer)} with a method that belongs to another customer, found ${quoted(method)} of ${quoted(owner)}`,
      )
    }
  },
})
