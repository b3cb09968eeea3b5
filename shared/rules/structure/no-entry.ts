import { flow } from '#shared/check/example.ts'
import { single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { recurringPayments } from '#shared/check/handlers.ts'
import { atFlow } from '#shared/check/locations.ts'
import { allOf } from '#shared/check/look.ts'
import { flowRule, type GraphView } from '#shared/check/rule.ts'

const ENTRIES = ['checkout-session', 'payment-element', 'payment-link', 'invoice']
const hasEntry = (flow: GraphView): boolean =>
  ENTRIES.some(kind => flow.ofKind(kind).length > 0) ||
  recurringPayments(flow).some(
    plan => plan.props['collectionMethod'] === 'send_invoice' || flow.into(plan, 'payment-method').length > 0,
  ) ||
  allOf(flow, 'payment-intent').some(({ props }) => props.offSession)
/** A flow has an entry for the customer's money. */
export const noEntry = flowRule({
  id: 'structure/no-entry',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: "A flow has an entry for the customer's money",
    why: 'Nothing can be charged without an intent-creating entry.',
    source: 'practice',
  },
  valid: [
    { name: 'a payment element', graph: single() },
    {
      name: 'a sent invoice',
      graph: single({
        drop: ['form'],
        set: { plan: { collectionMethod: 'send_invoice', daysUntilDue: 30 } },
      }),
    },
    { name: 'an empty canvas', graph: flow({}) },
  ],
  invalid: [
    {
      name: 'nothing pays the subscription',
      graph: single({ drop: ['form'] }),
      reports: [
        {
          message:
            "No customer's money enters this flow, found no payment element, checkout, payment link or sent invoice",
          location: atFlow,
        },
      ],
    },
  ],
  *check(flow) {
    if (hasEntry(flow) || flow.blocks().every(({ kind }) => kind === 'note')) return
    const fix = drafted(flow, 'Add a payment element', draft => {
      const id = draft.add('payment-element')
      draft.link({ block: id, port: 'money-out' })
    })
    yield {
      message:
        "No customer's money enters this flow, found no payment element, checkout, payment link or sent invoice",
      location: atFlow,
      fixes: [{ ...fix, preferred: true }],
    }
  },
})
