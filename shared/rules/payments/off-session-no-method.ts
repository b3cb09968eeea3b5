import { type Change, order } from '#shared/check/example-flows.ts'
import { fillPort } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const LATER: Change = { drop: ['form'], set: { pay: { offSession: true, confirm: true } } }
/** An off-session charge has a saved method. */
export const offSessionNoMethod = blockRule({
  id: 'payments/off-session-no-method',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent'],
  docs: {
    title: 'An off-session charge has a saved method',
    why: 'An off-session payment needs a stored payment method and its customer.',
    source: 'practice',
  },
  valid: [
    {
      name: 'a saved method',
      graph: order({
        ...LATER,
        blocks: { card: ['payment-method'] },
        with: ['cus.customer -> card.customer', 'card.payment-method -> pay.payment-method'],
      }),
    },
  ],
  invalid: [
    {
      name: 'none',
      graph: order(LATER),
      reports: [
        {
          message: '“pay” charges a customer who is not there, found no saved payment method',
          location: atPort('pay', 'payment-method'),
        },
      ],
    },
  ],
  *check(intent, flow) {
    if (!intent.props.offSession || flow.into(intent, 'payment-method').length > 0) return
    yield found(
      atPort(intent.id, 'payment-method'),
      `${quoted(intent)} charges a customer who is not there, found no saved payment method`,
      fillPort(flow, { block: intent.id, port: 'payment-method' }),
    )
  },
})
