import { expect, it } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { flow } from '#shared/check/example.ts'
import { bundle, shop } from '#shared/check/example-flows.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { BlockCompiler } from './compile-block.ts'
import type { Operation, Plan } from './plan.ts'

/** Calls of a drawing, whether it is complete or not. */
const callsOf = (drawn: FlowGraph, mode: Plan['mode'] = 'unattended'): readonly Operation[] => {
  const { graph } = completeProps(drawn, definitionOf)
  const index = indexFlow(graph, { today: '2026-11-23' })
  const compiler = new BlockCompiler(index, mode, definitionOf)
  for (const block of index.blocks()) compiler.compile(block)
  return compiler.compiled.operations
}

const paramsOf = (operations: readonly Operation[], call: string) =>
  operations.find(one => one.call === call)?.params

it('keeps the minimum balance of an account in the currency of that account', () => {
  const drawn = flow(
    { seller: ['connected-account', { country: 'DE' }], out: ['payout', { minimumBalance: 5000 }] },
    'seller.money-out -> out.money-in',
  )
  expect(paramsOf(callsOf(drawn), 'balanceSettings.update')).toMatchObject({
    payments: { payouts: { minimum_balance_by_currency: { eur: 5000 } } },
  })
})

it('tells each product the commission of its own share', () => {
  const drawn = bundle({
    set: { spl: { commissionBps: 1000, legs: [{ account: 'B', commissionBps: 1500 }] } },
  })
  const commissions = callsOf(drawn)
    .filter(({ call }) => call === 'products.create')
    .map(({ block, params }) => [block, params['metadata']])
  expect(Object.fromEntries(commissions)).toMatchObject({
    pA: { commission_bps: '1000' },
    pB: { commission_bps: '1500' },
  })
})

it('lets a Checkout page expire when it says, counted from the call', () => {
  const drawn = (props: Record<string, unknown>) => shop({ set: { page: props } })
  const sessionOf = (props: Record<string, unknown>) =>
    paramsOf(callsOf(drawn(props), 'attended'), 'checkout.sessions.create')
  expect(sessionOf({ expiresInMin: 30 })).toMatchObject({ expires_at: { $fromNow: 1800 } })
  expect(sessionOf({})).not.toHaveProperty('expires_at')
})

it.for([
  ['checkout-session', { mode: 'subscription' }, 'checkout.sessions.create'],
  ['payment-link', {}, 'paymentLinks.create'],
] as const)('sells on a %s what a subscription bills once', ([kind, props, call]) => {
  const drawn = flow(
    {
      fee: ['price', { unitAmount: 2000, interval: 'month' }],
      setup: ['price', { unitAmount: 900 }],
      page: [kind, props],
      plan: ['subscription', { addInvoiceItems: [{ price: 'setup', quantity: 2 }] }],
    },
    'fee.price -> page.price',
    'page.money-out -> plan.money-in',
  )
  expect(paramsOf(callsOf(drawn, 'attended'), call)).toMatchObject({
    line_items: [
      { price: { $ref: 'fee.create' }, quantity: 1 },
      { price: { $ref: 'setup.create' }, quantity: 2 },
    ],
  })
})

it('asks on a Checkout page for the methods and the authentication that its payment says', () => {
  const drawn = shop({
    blocks: { guard: ['radar', { request3ds: 'any' }] },
    set: { pay: { excludedPaymentMethodTypes: ['klarna'] } },
    with: ['guard.radar -> pay.radar'],
  })
  expect(paramsOf(callsOf(drawn, 'attended'), 'checkout.sessions.create')).toMatchObject({
    excluded_payment_method_types: ['klarna'],
    payment_method_options: { card: { request_three_d_secure: 'any' } },
  })
})

it('lets a Checkout page write the invoice that it is paid for, and makes none beside it', () => {
  const drawn = flow(
    {
      cus: ['customer'],
      page: ['checkout-session'],
      bill: ['invoice', { lines: [{ description: 'Consulting', amount: 90_000 }], footer: 'Thank you' }],
    },
    'cus.customer -> bill.customer',
    'page.money-out -> bill.money-in',
  )
  const calls = callsOf(drawn, 'attended')
  expect(paramsOf(calls, 'checkout.sessions.create')).toMatchObject({
    line_items: [{ price_data: { unit_amount: 90_000, product_data: { name: 'Consulting' } }, quantity: 1 }],
    invoice_creation: { enabled: true, invoice_data: { footer: 'Thank you' } },
  })
  expect(calls.filter(({ call }) => call.startsWith('invoice'))).toEqual([])
})

it('puts the trial of a schedule in front of its phases', () => {
  const drawn = flow(
    {
      cus: ['customer'],
      fee: ['price', { unitAmount: 2000, interval: 'month' }],
      free: ['trial', { days: 14 }],
      plan: ['subscription-schedule'],
    },
    'cus.customer -> plan.customer',
    'fee.price -> plan.price',
    'free.trial -> plan.trial',
  )
  expect(paramsOf(callsOf(drawn), 'subscriptionSchedules.create')).toMatchObject({
    phases: [
      {
        items: [{ price: { $ref: 'fee.create' } }],
        trial: true,
        duration: { interval: 'day', interval_count: 14 },
      },
      { items: [{ price: { $ref: 'fee.create' } }], duration: { interval: 'month', interval_count: 12 } },
    ],
  })
})

it('names the items of a phase each in its own quantity', () => {
  const drawn = flow(
    {
      clean: ['price', { unitAmount: 2000, interval: 'month' }],
      garden: ['price', { unitAmount: 3000, interval: 'month' }],
      plan: ['subscription-schedule', { phases: [{ items: [{ price: 'garden', quantity: 3 }] }] }],
    },
    'clean.price -> plan.price',
    'garden.price -> plan.price',
  )
  expect(paramsOf(callsOf(drawn), 'subscriptionSchedules.create')).toMatchObject({
    phases: [{ items: [{ price: { $ref: 'garden.create' }, quantity: 3 }] }],
  })
})
