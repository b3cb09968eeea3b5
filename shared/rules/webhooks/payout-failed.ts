import { bundle, type Change } from '#shared/check/example-flows.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { allOf, sources } from '#shared/check/look.ts'
import { flowRule } from '#shared/check/rule.ts'

const PAID_OUT: Change = {
  blocks: {
    out: ['payout'],
    whc: [
      'webhook-endpoint',
      { url: 'https://app.example/c', connect: true, enabledEvents: ['payout.failed'] },
    ],
  },
  with: ['A.money-out -> out.money-in'],
}
/** Payouts that fail are heard. */
export const payoutFailed = flowRule({
  id: 'webhooks/payout-failed',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Payouts that fail are heard',
    why: 'payout.paid means expected; a failure can still follow.',
    source: 'Stripe API reference: Event payout.paid',
  },
  valid: [{ name: 'the endpoint asks for it', graph: bundle(PAID_OUT) }],
  invalid: [
    {
      name: 'it asks for success only',
      graph: bundle({ ...PAID_OUT, set: { whc: { enabledEvents: ['payout.paid'] } } }),
      reports: [
        {
          message:
            'Nobody hears what becomes of “out”, found no endpoint of connected accounts that asks for payout.failed',
          location: atField('whc', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({
    who: flow =>
      allOf(flow, 'payout').filter(payout => sources(flow, payout, 'connected-account').length > 0),
    events: ['payout.failed'],
    side: 'connected',
  }),
})
