import { type Change, order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Hours that card networks hold money: seven days, less when the customer is not there. */
const HOURS = 168
const OFF_SESSION_HOURS = 114
const HELD: Change = {
  blocks: { cap: ['capture', { withinHours: 48 }] },
  set: { pay: { captureMethod: 'manual' } },
  with: ['pay.money-out -> cap.money-in'],
}
/** A hold is captured before it lapses. */
export const captureWindow = blockRule({
  id: 'payments/capture-window',
  severity: 'warning',
  needs: 'graph',
  on: ['capture'],
  limits: [{ kind: 'capture', field: 'withinHours' }],
  docs: {
    title: 'A hold is captured before it lapses',
    why: 'Authorization lapses, money released.',
    source: 'https://docs.stripe.com/payments/capture-later; Stripe API reference: payment_intents.capture',
  },
  valid: [{ name: 'two days', graph: order(HELD) }],
  invalid: [
    {
      name: 'ten days',
      graph: order({ ...HELD, set: { ...HELD.set, cap: { withinHours: 240 } } }),
      reports: [
        {
          message: '“cap” captures after the hold has lapsed, which lasts 168 hours, found 240 hours',
          location: atField('cap', 'withinHours'),
        },
      ],
    },
    {
      name: 'off-session',
      graph: order({
        ...HELD,
        set: { pay: { captureMethod: 'manual', offSession: true, confirm: true }, cap: { withinHours: 150 } },
      }),
      reports: [
        {
          message: '“cap” captures after the hold has lapsed, which lasts 114 hours, found 150 hours',
          location: atField('cap', 'withinHours'),
        },
      ],
    },
  ],
  *check(capture, flow) {
    const offSession = sources(flow, capture, 'payment-intent').some(({ props }) => props.offSession)
    const most = offSession ? OFF_SESSION_HOURS : HOURS
    if (capture.props.withinHours <= most) return
    yield found(
      atField(capture.id, 'withinHours'),
      `${quoted(capture)} captures after the hold has lapsed, which lasts ${most} hours, found ${capture.props.withinHours} hours`,
      [setProps(`Capture within ${most} hours`, capture, { withinHours: most })],
    )
  },
})
