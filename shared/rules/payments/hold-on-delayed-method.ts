import { type Change, order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import { DELAYED_METHODS } from '#shared/facts/payment-methods.ts'
import { entriesOfPayment, isManualCapture } from '#shared/flow/payment.ts'
import { textsOf } from '#shared/flow/read-props.ts'

const DEBIT: Change = { blocks: { cap: ['capture'] }, with: ['pay.money-out -> cap.money-in'] }
/** Only cards are held. */
export const holdOnDelayedMethod = blockRule({
  id: 'payments/hold-on-delayed-method',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent'],
  docs: {
    title: 'Only cards are held',
    why: 'Bank debits and vouchers have no authorise step to capture later.',
    source: 'practice',
  },
  valid: [
    {
      name: 'cards',
      graph: order({
        ...DEBIT,
        set: { pay: { captureMethod: 'manual', allowedPaymentMethodTypes: ['card'] } },
      }),
    },
  ],
  invalid: [
    {
      name: 'bank debits',
      graph: order({
        ...DEBIT,
        set: { pay: { captureMethod: 'manual', allowedPaymentMethodTypes: ['card', 'sepa_debit'] } },
      }),
      reports: [
        {
          message: '“pay” holds money of methods that cannot be held, found sepa_debit',
          location: atField('pay', 'allowedPaymentMethodTypes'),
        },
      ],
    },
    {
      name: 'bank debits in the form',
      graph: order({
        ...DEBIT,
        set: { pay: { captureMethod: 'manual' }, form: { allowedPaymentMethodTypes: ['us_bank_account'] } },
      }),
      reports: [
        {
          message: '“pay” holds money of methods that cannot be held, found us_bank_account',
          location: atField('form', 'allowedPaymentMethodTypes'),
        },
      ],
    },
  ],
  *check(intent, flow) {
    if (!isManualCapture(intent, flow)) return
    for (const block of [intent, ...entriesOfPayment(intent, flow)]) {
      const allowed = textsOf(block, 'allowedPaymentMethodTypes')
      const slow = allowed.filter(type => DELAYED_METHODS.has(type))
      if (slow.length === 0) continue
      const cards = allowed.filter(type => !DELAYED_METHODS.has(type))
      yield found(
        atField(block.id, 'allowedPaymentMethodTypes'),
        `${quoted(intent)} holds money of methods that cannot be held, found ${listed(slow)}`,
        [
          setProps('Allow cards only', block, {
            allowedPaymentMethodTypes: cards.length > 0 ? cards : ['card'],
          }),
        ],
      )
    }
  },
})
