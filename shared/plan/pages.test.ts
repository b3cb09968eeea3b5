import { expect, it, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { type Change, order, shop } from '#shared/check/example-flows.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { BlockCompiler } from './compile-block.ts'

/** Parameters of the first call of this name that an integration of the flow makes. */
const paramsOf = (graph: FlowGraph, call: string) => {
  const flow = indexFlow(completeProps(graph, definitionOf).graph, { today: '2026-11-23' })
  const compiler = new BlockCompiler(flow, 'attended', definitionOf)
  for (const block of flow.blocks()) compiler.compile(block)
  return compiler.compiled.operations.find(operation => operation.call === call)?.params
}

const team = (value: string) => ({ price: 'fee', metadata: [{ key: 'team', value }] })

/** A monthly fee that a page sells for a subscription. */
const sold = (page: Change['blocks'], plan: Readonly<Record<string, unknown>>): FlowGraph =>
  shop({
    drop: ['page'],
    blocks: {
      fee: ['price', { unitAmount: 1800, interval: 'month' }],
      pay: ['subscription', plan],
      try: ['trial', { days: 14 }],
      ...page,
    },
    with: ['fee.price -> at.price', 'at.money-out -> pay.money-in', 'try.trial -> pay.trial'],
  })

const subscribed = (plan: Readonly<Record<string, unknown>>, page: Readonly<Record<string, unknown>> = {}) =>
  paramsOf(
    sold({ at: ['checkout-session', { mode: 'subscription', ...page }] }, plan),
    'checkout.sessions.create',
  )

it('sends the metadata of what is sold with the line of the Checkout, its own before the subscription’s', () => {
  expect(subscribed({ items: [team('north')] })).toMatchObject({
    line_items: [{ metadata: { team: 'north', block: 'fee' } }],
  })
  expect(subscribed({ items: [team('north')] }, { items: [team('south')] })).toMatchObject({
    line_items: [{ metadata: { team: 'south', block: 'fee' } }],
  })
})

it('has Checkout begin the subscription as it is drawn', () => {
  const plan = { anchorDay: 1, anchorHour: 9, pendingInterval: 'week', prorationDiscounts: 'itemized' }
  expect(subscribed(plan)).toMatchObject({
    subscription_data: {
      billing_cycle_anchor_config: { day_of_month: 1, hour: 9 },
      billing_mode: { type: 'flexible', flexible: { proration_discounts: 'itemized' } },
      pending_invoice_item_interval: { interval: 'week' },
      trial_period_days: 14,
    },
  })
})

it('gives the lines of a link neither metadata nor rates of tax, which they cannot have', () => {
  const graph = sold({ at: ['payment-link'] }, { items: [team('north')], description: 'Tea by post' })
  expect(paramsOf(graph, 'paymentLinks.create')).toEqual({
    line_items: [{ price: { $ref: 'fee.create', path: 'id' }, quantity: 1 }],
    subscription_data: {
      description: 'Tea by post',
      trial_period_days: 14,
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
    },
  })
})

it('has a link make the payment as it is drawn', () => {
  const graph = shop({
    drop: ['page'],
    blocks: { link: ['payment-link'] },
    with: ['fee.price -> link.price', 'link.money-out -> pay.money-in'],
    set: { pay: { captureMethod: 'manual', setupFutureUsage: 'off_session', transferGroup: 'order-1' } },
  })
  expect(paramsOf(graph, 'paymentLinks.create')).toMatchObject({
    payment_intent_data: {
      capture_method: 'manual',
      setup_future_usage: 'off_session',
      transfer_group: 'order-1',
    },
  })
})

const success_url = 'https://app.example/thanks'
const return_url = 'https://app.example/back'

test.for([
  ['hosted_page', { success_url }],
  ['embedded_page', { return_url }],
  ['elements', { return_url }],
  ['form', { return_url }],
] as const)('a Checkout shown as %s goes on to %o', ([uiMode, expected]) => {
  const params = paramsOf(
    shop({ set: { page: { uiMode, returnUrl: return_url } } }),
    'checkout.sessions.create',
  )
  const { success_url: success, return_url: back } = params ?? {}
  expect({ success_url: success, return_url: back }).toEqual(expected)
})

it('has a form without a return address go on to the success address, which the API leaves it', () => {
  const params = paramsOf(shop({ set: { page: { uiMode: 'form' } } }), 'checkout.sessions.create')
  expect(params).toMatchObject({ ui_mode: 'form', success_url })
})

test.for<[string, { own: string[]; form: string[] }, string[] | undefined]>([
  ['its own methods', { own: ['card'], form: ['card', 'link'] }, ['card']],
  ['those of its form', { own: [], form: ['card', 'link'] }, ['card', 'link']],
  ['what the Dashboard allows', { own: [], form: [] }, undefined],
])('a saved card is offered %s', ([, { own, form }, expected]) => {
  const graph = order({
    blocks: { saved: ['setup-intent', { allowedPaymentMethodTypes: own }] },
    with: ['cus.customer -> saved.customer', 'form.element -> saved.element'],
    set: { form: { allowedPaymentMethodTypes: form } },
  })
  expect(paramsOf(graph, 'setupIntents.create')?.['allowed_payment_method_types']).toEqual(expected)
})

it('keeps a block’s own metadata on what it creates, also where a page creates it', () => {
  const more = { metadata: { order: '17' } }
  const graph = shop({
    blocks: { pay: ['payment-intent', {}, more], fee: ['price', { unitAmount: 1800 }, more] },
  })
  expect(paramsOf(graph, 'prices.create')).toMatchObject({ metadata: { order: '17' } })
  expect(paramsOf(graph, 'checkout.sessions.create')).toMatchObject({
    payment_intent_data: { metadata: { order: '17' } },
  })
  const owned = order({ blocks: { mug: ['product', { provider: 'platform' }, more] } })
  expect(paramsOf(owned, 'products.create')).toMatchObject({
    metadata: { order: '17', provider: 'platform' },
  })
  const clock = order({ blocks: { met: ['meter', {}, more] } })
  expect(paramsOf(clock, 'billing.meters.create')).not.toHaveProperty('metadata')
})
