import { expect, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { flow as draw } from '#shared/check/example.ts'
import { balances } from '#shared/money/posting.ts'
import { type ChargeConsequences, chargeConsequences, derivedChargeType } from './charge-type.ts'
import { completeProps } from './complete-props.ts'
import { indexFlow } from './flow-index.ts'
import { blockId } from './ids.ts'
import { playMonth } from './play-month.ts'

const A = { who: 'account', account: blockId('A') } as const
const platform = { who: 'platform' } as const
const onPlatform = {
  merchantOfRecord: platform,
  feesPaidBy: platform,
  refundsFrom: platform,
  disputesLostBy: platform,
  losses: platform,
}
const onAccount = { merchantOfRecord: A, refundsFrom: A, disputesLostBy: A }
const account = { role: 'both' }

type Case = {
  name: string
  pay?: Record<string, unknown>
  account?: Record<string, unknown>
  direct?: boolean
  wires?: string[]
  follows: Omit<ChargeConsequences, 'afterRefund'>
  held: Record<string, number>
}

const CASES: readonly Case[] = [
  {
    name: 'platform: nobody else is paid',
    follows: { type: 'platform', ...onPlatform },
    held: { 'customer:pay': -10_000, 'fees:stripe': 320, 'balance:platform': 9680 },
  },
  {
    name: 'separate: a split lies behind it',
    pay: { chargeType: 'separate' },
    wires: [
      'pay.money-out -> spl.money-in',
      'spl.money-out -> tr.money-in',
      'spl.money-out -> plt.money-in',
      'tr.money-out -> A.money-in',
    ],
    follows: { type: 'separate', ...onPlatform },
    held: { 'customer:pay': -10_000, 'fees:stripe': 320, 'balance:platform': 680, 'balance:A': 9000 },
  },
  {
    name: 'destination: one account, less the application fee',
    pay: { chargeType: 'destination', transferData: [{ destination: 'A' }], applicationFeeAmount: 1000 },
    wires: ['pay.money-out -> A.money-in'],
    follows: { type: 'destination', ...onPlatform },
    held: { 'customer:pay': -10_000, 'fees:stripe': 320, 'balance:platform': 680, 'balance:A': 9000 },
  },
  {
    name: 'destination: an amount of its own, on behalf of the account',
    pay: { chargeType: 'destination', transferData: [{ destination: 'A', amount: 8500 }], onBehalfOf: 'A' },
    wires: ['pay.money-out -> A.money-in'],
    follows: { type: 'destination', ...onPlatform, merchantOfRecord: A },
    held: { 'customer:pay': -10_000, 'fees:stripe': 320, 'balance:platform': 1180, 'balance:A': 8500 },
  },
  {
    name: 'direct: the account pays the fee',
    pay: { chargeType: 'direct', applicationFeeAmount: 1000 },
    account: { fees: 'stripe', losses: 'stripe' },
    direct: true,
    wires: ['pay.money-out -> A.money-in'],
    follows: { type: 'direct', ...onAccount, feesPaidBy: A, losses: { who: 'stripe' } },
    held: { 'customer:pay': -10_000, 'fees:stripe': 320, 'balance:platform': 1000, 'balance:A': 8680 },
  },
  {
    name: 'direct: the platform pays the fee',
    pay: { chargeType: 'direct', applicationFeeAmount: 1000 },
    direct: true,
    wires: ['pay.money-out -> A.money-in'],
    follows: { type: 'direct', ...onAccount, feesPaidBy: platform, losses: platform },
    held: { 'customer:pay': -10_000, 'fees:stripe': 320, 'balance:platform': 680, 'balance:A': 9000 },
  },
]

const indexOf = ({ pay = {}, account: more = {}, direct = false, wires = [] }: Case) => {
  const graph = draw(
    {
      A: ['connected-account', { ...account, ...more }],
      pay: ['payment-intent', { amount: 10_000, ...pay }, direct ? { onAccount: 'A' } : {}],
      spl: ['split', { mode: 'legs', commissionBps: 1000, legs: [{ account: 'A', remainder: 1 }] }],
      tr: ['transfer'],
      plt: ['platform-balance'],
    },
    ...wires,
  )
  return indexFlow(completeProps(graph, definitionOf).graph, { today: '2026-11-23' })
}

test.for(CASES)('$name', example => {
  const flow = indexOf(example)
  const payment = flow.block(blockId('pay'))
  if (!payment) throw new Error('no payment')
  const { afterRefund, ...follows } = chargeConsequences(payment, flow)
  expect(follows).toEqual(example.follows)
  expect(derivedChargeType(payment, flow)).toBe(example.follows.type)
  expect(afterRefund === '').toBe(example.follows.type === 'platform')
  const { entries } = playMonth(flow, definitionOf, { month: 1, day: 0 })
  const held = Object.fromEntries(
    Object.entries(balances(entries)).map(([place, { usd = 0 }]) => [place, usd]),
  )
  expect(held).toEqual(example.held)
})

test.for<[string, string[], string]>([
  ['a split lies behind it', ['pay.money-out -> spl.money-in'], 'separate'],
  ['its money goes straight to an account', ['pay.money-out -> A.money-in'], 'destination'],
])('follows what is drawn while nobody has chosen: %s', ([, wires, type]) => {
  const flow = indexOf({ name: '', wires, follows: { type: 'platform', ...onPlatform }, held: {} })
  const payment = flow.block(blockId('pay'))
  if (!payment) throw new Error('no payment')
  expect(chargeConsequences(payment, flow).type).toBe(type)
  expect(definitionOf('payment-intent')?.facts?.(payment, flow)).toContain(type)
})

test('is derived for a subscription through a hold and a condition', () => {
  const graph = draw(
    {
      sub: ['subscription'],
      if: ['condition'],
      wait: ['hold'],
      tr: ['transfer'],
      A: ['connected-account'],
    },
    'sub.money-out -> if.money-in',
    'if.money-then -> wait.money-in',
    'wait.money-out -> tr.money-in',
    'tr.money-out -> A.money-in',
  )
  const flow = indexFlow(completeProps(graph, definitionOf).graph, { today: '2026-11-23' })
  const [payment] = flow.ofKind('subscription')
  if (!payment) throw new Error('no subscription')
  expect(chargeConsequences(payment, flow).type).toBe('separate')
})
