import { order } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyAfter, only } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { isManualCapture } from '#shared/flow/payment.ts'

/** A hold is captured or cancelled. */
export const holdNeverCaptured = blockRule({
  id: 'payments/hold-never-captured',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent'],
  docs: {
    title: 'A hold is captured or cancelled',
    why: 'Uncaptured intents are cancelled after the window (7 days by default).',
    source: 'practice',
  },
  valid: [
    {
      name: 'captured',
      graph: order({
        blocks: { cap: ['capture'] },
        set: { pay: { captureMethod: 'manual' } },
        with: ['pay.money-out -> cap.money-in'],
      }),
    },
  ],
  invalid: [
    {
      name: 'never',
      graph: order({ set: { pay: { captureMethod: 'manual' } } }),
      reports: [
        {
          message: '“pay” holds money that nobody captures, found no capture',
          location: atField('pay', 'captureMethod'),
        },
      ],
    },
  ],
  *check(intent, flow) {
    if (!isManualCapture(intent, flow) || only(moneyAfter(flow, intent), 'capture').length > 0) return
    const fix = drafted(flow, 'Add a capture', draft => {
      const capture = draft.place('capture')
      draft.connect({ block: intent.id, port: 'money-out' }, { block: capture, port: 'money-in' })
    })
    yield found(
      atField(intent.id, 'captureMethod'),
      `${quoted(intent)} holds money that nobody captures, found no capture`,
      [{ ...fix, preferred: true }],
    )
  },
})
