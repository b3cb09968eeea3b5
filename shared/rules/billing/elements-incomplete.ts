import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** The first payment of an element waits for its customer. */
export const elementsIncomplete = blockRule({
  id: 'billing/elements-incomplete',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'The first payment of an element waits for its customer',
    why: 'First invoice needs a client secret to confirm.',
    source: 'practice',
  },
  valid: [{ name: 'incomplete until paid', graph: single() }],
  invalid: [
    {
      name: 'charged at once',
      graph: single({ set: { plan: { paymentBehavior: 'allow_incomplete' } } }),
      reports: [
        {
          message:
            '“plan” is confirmed in “form”, which needs the client secret of an incomplete first payment, found allow_incomplete',
          location: atField('plan', 'paymentBehavior'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    const [form] = sources(flow, plan, 'payment-element')
    const { paymentBehavior } = plan.props
    if (!form || paymentBehavior === 'default_incomplete') return
    yield found(
      atField(plan.id, 'paymentBehavior'),
      `${quoted(plan)} is confirmed in ${quoted(form)}, which needs the client secret of an incomplete first payment, found ${paymentBehavior}`,
      [setProps('Keep it incomplete until paid', plan, { paymentBehavior: 'default_incomplete' })],
    )
  },
})
