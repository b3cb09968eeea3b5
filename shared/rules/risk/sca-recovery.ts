import { order } from '#shared/check/example-flows.ts'
import { handleEvents } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { reached } from '#shared/check/handlers.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const AUTHENTICATION = ['payment_intent.payment_failed', 'payment_intent.requires_action']
const later = (events: string[]) =>
  order({
    drop: ['form'],
    blocks: { card: ['payment-method'] },
    with: ['cus.customer -> card.customer', 'card.payment-method -> pay.payment-method'],
    set: { pay: { offSession: true, confirm: true }, wh: { enabledEvents: events }, ok: { events } },
  })
/** A bank that wants authentication gets it. */
export const scaRecovery = blockRule({
  id: 'risk/sca-recovery',
  severity: 'warning',
  needs: 'events',
  on: ['payment-intent'],
  docs: {
    title: 'A bank that wants authentication gets it',
    why: 'Banks may decline off-session and ask the customer to authenticate.',
    source: 'practice',
  },
  valid: [
    {
      name: 'failures are handled',
      graph: later(['payment_intent.succeeded', 'payment_intent.payment_failed']),
    },
  ],
  invalid: [
    {
      name: 'only success is',
      graph: later(['payment_intent.succeeded']),
      reports: [
        {
          message:
            '“pay” charges a customer who is not there and cannot authenticate, found no handler that brings them back',
          location: atBlock('pay'),
        },
      ],
    },
  ],
  *check(intent, flow) {
    if (!intent.props.offSession || reached(flow, AUTHENTICATION).length > 0) return
    yield found(
      atBlock(intent.id),
      `${quoted(intent)} charges a customer who is not there and cannot authenticate, found no handler that brings them back`,
      [handleEvents(flow, ['payment_intent.payment_failed'])],
    )
  },
})
