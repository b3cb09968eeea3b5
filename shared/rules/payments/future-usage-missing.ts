import { type Change, order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { payerOf } from '#shared/flow/payment.ts'

const TWICE: Change = {
  blocks: {
    later: ['payment-intent', { amount: 900, offSession: true, confirm: true }],
    card: ['payment-method'],
  },
  with: [
    'cus.customer -> later.customer',
    'cus.customer -> card.customer',
    'card.payment-method -> later.payment-method',
  ],
}
/** A card that is charged later is saved for it. */
export const futureUsageMissing = blockRule({
  id: 'payments/future-usage-missing',
  severity: 'warning',
  needs: 'graph',
  on: ['payment-intent'],
  docs: {
    title: 'A card that is charged later is saved for it',
    why: 'It tells networks and regulators the card will be reused.',
    source: 'Stripe API reference: payment_intents.create setup_future_usage',
  },
  valid: [
    {
      name: 'saved for later',
      graph: order({ ...TWICE, set: { pay: { setupFutureUsage: 'off_session' } } }),
    },
  ],
  invalid: [
    {
      name: 'not saved',
      graph: order(TWICE),
      reports: [
        {
          message: '“pay” does not say that “later” will charge the card again, found no future usage',
          location: atField('pay', 'setupFutureUsage'),
        },
      ],
    },
  ],
  *check(intent, flow) {
    if (intent.props.offSession || intent.props.setupFutureUsage === 'off_session') return
    const customer = payerOf(intent, flow)
    if (!customer || targets(flow, customer, 'setup-intent').length > 0) return
    const later = targets(flow, customer, 'payment-intent').find(({ props }) => props.offSession)
    if (!later) return
    yield found(
      atField(intent.id, 'setupFutureUsage'),
      `${quoted(intent)} does not say that ${quoted(later)} will charge the card again, found ${intent.props.setupFutureUsage ?? 'no future usage'}`,
      [setProps('Save it for off-session use', intent, { setupFutureUsage: 'off_session' })],
    )
  },
})
