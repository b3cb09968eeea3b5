import { single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Items of a subscription recur. */
export const oneTimeAsItem = blockRule({
  id: 'billing/one-time-as-item',
  severity: 'error',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'Items of a subscription recur',
    why: 'One-time prices go to the first invoice.',
    source: 'Stripe API reference: subscriptions.create add_invoice_items',
  },
  valid: [
    { name: 'recurring', graph: single() },
    {
      name: 'billed with the first invoice',
      graph: single({
        blocks: { once: ['price', { unitAmount: 900 }] },
        set: { plan: { addInvoiceItems: [{ price: 'once' }] } },
        with: ['app.product -> once.product'],
      }),
    },
  ],
  invalid: [
    {
      name: 'a one-time price',
      graph: single({
        blocks: { once: ['price', { unitAmount: 900 }] },
        with: ['app.product -> once.product', 'once.price -> plan.price'],
      }),
      reports: [
        {
          message: '“once” is paid once and cannot be an item of “plan”, found no interval',
          location: atField('once', 'interval'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    const prices = pricesOf(flow, plan)
    for (const price of prices.filter(({ props }) => props.interval === undefined)) {
      const wires = connectionsAt(flow, price).outOf.filter(({ to }) => to.block === plan.id)
      const fix = drafted(flow, 'Bill it with the first invoice', draft => {
        for (const { id } of wires) draft.push({ op: 'connection.remove', id })
        draft.set(plan.id, {
          addInvoiceItems: [...plan.props.addInvoiceItems, { price: price.id, quantity: 1 }],
        })
      })
      yield found(
        atField(price.id, 'interval'),
        `${quoted(price)} is paid once and cannot be an item of ${quoted(plan)}, found no interval`,
        prices.length > 1 && wires.length > 0 ? [{ ...fix, preferred: true }] : [],
      )
    }
  },
})
