import { single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'
import { payerOf } from '#shared/flow/payment.ts'

/** Whether something saves a method of the customer. */
const savesMethod = (flow: GraphView, customer: Block): boolean =>
  flow
    .outOf(customer)
    .some(({ kind }) => kind === 'setup-intent' || kind === 'payment-method' || kind === 'customer-portal') ||
  targets(flow, customer, 'payment-element').some(({ props }) => props.mode === 'setup')
/** Automatic collection has a method to charge. */
export const noDefaultMethod = blockRule({
  id: 'billing/no-default-method',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'Automatic collection has a method to charge',
    why: 'Automatic collection uses subscription, then customer defaults; with none the invoice fails.',
    source: 'Stripe API reference: subscriptions.create default_payment_method',
  },
  valid: [
    { name: 'a payment element', graph: single() },
    {
      name: 'sent invoices',
      graph: single({
        drop: ['form'],
        set: { plan: { collectionMethod: 'send_invoice', daysUntilDue: 30 } },
      }),
    },
  ],
  invalid: [
    {
      name: 'nothing',
      graph: single({ drop: ['form'] }),
      reports: [
        {
          message: '“plan” is charged automatically and nothing gives it a payment method, found none',
          location: atPort('plan', 'money-in'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    if (plan.props.collectionMethod !== 'charge_automatically') return
    if (flow.into(plan, 'money-in').length > 0 || flow.into(plan, 'payment-method').length > 0) return
    const customer = payerOf(plan, flow)
    if (customer && savesMethod(flow, customer)) return
    const fix = drafted(flow, 'Add a payment element', draft => {
      const form = draft.place('payment-element', { props: { mode: 'subscription' } })
      if (customer) draft.connect({ block: customer.id, port: 'customer' }, { block: form, port: 'customer' })
      draft.connect({ block: form, port: 'money-out' }, { block: plan.id, port: 'money-in' })
    })
    yield found(
      atPort(plan.id, 'money-in'),
      `${quoted(plan)} is charged automatically and nothing gives it a payment method, found none`,
      [{ ...fix, preferred: true }],
    )
  },
})
