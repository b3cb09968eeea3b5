import { type Change, order } from '#shared/check/example-flows.ts'
import { handleEvents } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { reached } from '#shared/check/handlers.ts'
import { hearsNothing } from '#shared/check/hearing.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const GIVEN: Change = {
  blocks: { rf: ['refund', { via: 'refund' }] },
  with: ['pay.money-out -> rf.money-in'],
}
/** A refund that fails is noticed. */
export const refundAsync = blockRule({
  id: 'payments/refund-async',
  severity: 'warning',
  needs: 'events',
  on: ['refund'],
  docs: {
    title: 'A refund that fails is noticed',
    why: 'Can be pending, requires_action or failed.',
    source: 'Stripe API reference: Refund.status',
  },
  valid: [
    {
      name: 'failures are handled',
      graph: order({
        ...GIVEN,
        set: {
          wh: { enabledEvents: ['payment_intent.succeeded', 'refund.failed'] },
          ok: { events: ['payment_intent.succeeded', 'refund.failed'] },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'they are not',
      graph: order(GIVEN),
      reports: [
        {
          message:
            '“rf” is taken as done when it is made, and may still fail, found no handler of refund.failed',
          location: atBlock('rf'),
        },
      ],
    },
  ],
  *check(refund, flow) {
    if (hearsNothing(flow) || reached(flow, ['refund.failed']).length > 0) return
    yield found(
      atBlock(refund.id),
      `${quoted(refund)} is taken as done when it is made, and may still fail, found no handler of refund.failed`,
      [handleEvents(flow, ['refund.failed', 'refund.updated'])],
    )
  },
})
