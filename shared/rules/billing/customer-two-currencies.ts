import { type Change, single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { mostCommon } from '#shared/check/intervals.ts'
import { atPort } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { currencyOfPrice } from '#shared/flow/invoice-lines.ts'
import { paidBy } from '#shared/flow/payment.ts'

const TWO: Change = {
  blocks: { fee2: ['price', { unitAmount: 900, interval: 'month' }], plan2: ['subscription'] },
  with: [
    'app.product -> fee2.product',
    'fee2.price -> plan2.price',
    'cus.customer -> plan2.customer',
    'form.money-out -> plan2.money-in',
  ],
}
const pays = (flow: GraphView, id: BlockId, plan: Block): boolean => {
  const page = flow.block(id)
  return page !== undefined && paidBy(page, flow)?.id === plan.id
}
/** Subscriptions of a customer: connected to it, or paid on a page or in an element that is. */
const plansOf = (flow: GraphView, customer: Block): readonly Block[] =>
  [...new Set(flow.outOf(customer, 'customer').map(block => paidBy(block, flow) ?? block))].filter(
    ({ kind }) => kind === 'subscription' || kind === 'subscription-schedule',
  )
/** A customer's subscriptions share one currency. */
export const customerTwoCurrencies = blockRule({
  id: 'billing/customer-two-currencies',
  severity: 'error',
  needs: 'graph',
  on: ['customer'],
  docs: {
    title: "A customer's subscriptions share one currency",
    why: 'One customer cannot have two active subscriptions in different currencies.',
    source: 'https://docs.stripe.com/invoicing/multi-currency-customers',
  },
  valid: [{ name: 'one currency', graph: single(TWO) }],
  invalid: [
    {
      name: 'dollars and euros',
      graph: single({ ...TWO, set: { fee2: { currency: 'eur' } } }),
      reports: [
        {
          message: '“cus” has subscriptions in several currencies, found “plan” in usd and “plan2” in eur',
          location: atPort('cus', 'customer'),
        },
      ],
    },
  ],
  *check(customer, flow) {
    const plans = plansOf(flow, customer).flatMap(plan => {
      const [price] = pricesOf(flow, plan)
      return price ? [{ plan, currency: currencyOfPrice(price, flow) }] : []
    })
    if (new Set(plans.map(({ currency }) => currency)).size < 2) return
    const usual = mostCommon(plans.map(({ currency }) => currency))
    const odd = plans.filter(({ currency }) => currency !== usual).map(({ plan }) => plan)
    const fix = drafted(flow, 'Give the others a customer of their own', draft => {
      const second = draft.place('customer', { label: `${customer.label} (2)`, props: { ...customer.props } })
      for (const { id, to } of connectionsAt(flow, customer).outOf)
        if (odd.some(plan => plan.id === to.block || pays(flow, to.block, plan))) {
          draft.push({ op: 'connection.remove', id })
          draft.connect({ block: second, port: 'customer' }, to)
        }
    })
    yield found(
      atPort(customer.id, 'customer'),
      `${quoted(customer)} has subscriptions in several currencies, found ${listed(plans.map(({ plan, currency }) => `${quoted(plan)} in ${currency}`))}`,
      [fix],
    )
  },
})
