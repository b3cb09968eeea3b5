import { bundle, type Change } from '#shared/check/example-flows.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

const DISPUTED: Change = { blocks: { dp: ['dispute'] }, with: ['plan.money-out -> dp.money-in'] }
/** Each step of a dispute is heard. */
export const disputeEvents = flowRule({
  id: 'webhooks/dispute-events',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Each step of a dispute is heard',
    why: 'Each moves or frees platform funds.',
    source: 'Stripe API reference: Event',
  },
  valid: [
    {
      name: 'the endpoint asks for all',
      graph: bundle({
        ...DISPUTED,
        set: {
          wh: {
            enabledEvents: [
              'charge.dispute.created',
              'charge.dispute.closed',
              'charge.dispute.funds_withdrawn',
              'charge.dispute.funds_reinstated',
            ],
          },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'it asks for the beginning only',
      graph: bundle({
        ...DISPUTED,
        set: {
          wh: {
            enabledEvents: [
              'charge.dispute.created',
              'charge.dispute.closed',
              'charge.dispute.funds_withdrawn',
            ],
          },
        },
      }),
      reports: [
        {
          message:
            'Nobody hears what becomes of “dp”, found no endpoint that asks for charge.dispute.funds_reinstated',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({
    who: flow => flow.ofKind('dispute'),
    events: [
      'charge.dispute.created',
      'charge.dispute.closed',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
    ],
  }),
})
