import { bundle } from '#shared/check/example-flows.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

const warned = (...events: string[]) =>
  bundle({ set: { wh: { enabledEvents: ['invoice.paid', ...events] } } })
/** Early fraud warnings are heard. */
export const earlyFraudWarning = flowRule({
  id: 'risk/early-fraud-warning',
  severity: 'info',
  needs: 'events',
  docs: {
    title: 'Early fraud warnings are heard',
    why: 'Refunding an actionable one can avoid a dispute.',
    source: 'Stripe API reference: EarlyFraudWarning.actionable',
  },
  valid: [{ name: 'the endpoint asks for it', graph: warned('radar.early_fraud_warning.created') }],
  invalid: [
    {
      name: 'it does not',
      graph: warned(),
      reports: [
        {
          message:
            'Nobody hears what becomes of “form”, found no endpoint that asks for radar.early_fraud_warning.created',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({
    who: flow => ['payment-element', 'checkout-session', 'payment-link'].flatMap(kind => flow.ofKind(kind)),
    events: ['radar.early_fraud_warning.created'],
  }),
})
