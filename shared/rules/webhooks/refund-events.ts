import { bundle, type Change } from '#shared/check/example-flows.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

const REFUNDED: Change = { blocks: { rf: ['refund'] }, with: ['plan.money-out -> rf.money-in'] }
/** Refunds that fail are heard. */
export const refundEvents = flowRule({
  id: 'webhooks/refund-events',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Refunds that fail are heard',
    why: 'charge.refund.updated covers only some methods.',
    source: 'Stripe API reference: Event',
  },
  valid: [
    {
      name: 'the endpoint asks for both',
      graph: bundle({ ...REFUNDED, set: { wh: { enabledEvents: ['refund.updated', 'refund.failed'] } } }),
    },
  ],
  invalid: [
    {
      name: 'it asks for neither',
      graph: bundle(REFUNDED),
      reports: [
        {
          message:
            'Nobody hears what becomes of “rf”, found no endpoint that asks for refund.updated and refund.failed',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({ who: flow => flow.ofKind('refund'), events: ['refund.updated', 'refund.failed'] }),
})
