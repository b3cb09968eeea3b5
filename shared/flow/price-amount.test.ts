import { describe, expect, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { completeProps } from './complete-props.ts'
import { withDiscounts } from './discounts.ts'
import { indexFlow } from './flow-index.ts'
import type { Block, Connection } from './graph.ts'
import { blockId, connectionId } from './ids.ts'
import { priceAmount } from './price-amount.ts'
import { turnOf } from './turn.ts'

const flowOf = (
  blocks: Readonly<Record<string, [kind: string, props: Block['props']]>>,
  ...wires: string[]
) => {
  const drawn = Object.entries(blocks).map(([id, [kind, props]]) => [
    id,
    { id: blockId(id), kind, label: id, props },
  ])
  const connections = wires.map((wire, index): [string, Connection] => {
    const [from = '', out = '', to = '', into = ''] = wire.split(' ')
    const id = connectionId(`c${index}`)
    return [id, { id, from: { block: blockId(from), port: out }, to: { block: blockId(to), port: into } }]
  })
  const { graph, problems } = completeProps(
    {
      platform: { country: 'US', currency: 'usd', apiVersion: '' },
      blocks: Object.fromEntries(drawn),
      connections: Object.fromEntries(connections),
    },
    definitionOf,
  )
  expect(problems).toEqual([])
  return indexFlow(graph, { today: '2026-11-23' })
}

const price = (props: Block['props']): Block => {
  const block = flowOf({ price: ['price', props] }).block(blockId('price'))
  if (!block) throw new Error('no price')
  return block
}

const tiers = [
  { upTo: '10', unitAmount: 1500 },
  { upTo: '20', unitAmount: 1200, flatAmount: 500 },
  { upTo: 'inf', unitAmount: 1000 },
]

describe('the amount of a price', () => {
  test.for([
    ['a unit amount', { unitAmount: 4900 }, 3, 14_700],
    ['nothing said', {}, 1, null],
    ['an exact amount, rounded half up once', { unitAmountDecimal: '0.25' }, 2, 1],
    ['an exact amount of many places', { unitAmountDecimal: '0.000000000001' }, 1_000_000_000, 0],
    ['no number', { unitAmountDecimal: 'cheap' }, 1, null],
    ['a named amount by its preset', { customUnitAmount: [{ minimum: 500, preset: 2500 }] }, 1, 2500],
    ['a named amount by its minimum', { customUnitAmount: [{ minimum: 500 }] }, 1, 500],
    ['packages, rounded up', { unitAmount: 100, transformDivideBy: 10 }, 21, 300],
    ['packages, rounded down', { unitAmount: 100, transformDivideBy: 10, transformRound: 'down' }, 29, 200],
    ['graduated, inside the first tier', { tiersMode: 'graduated', tiers }, 10, 15_000],
    ['graduated, in the second', { tiersMode: 'graduated', tiers }, 12, 15_000 + 2400 + 500],
    ['graduated, in the last', { tiersMode: 'graduated', tiers }, 25, 15_000 + 12_000 + 500 + 5000],
    ['graduated, nothing bought', { tiersMode: 'graduated', tiers }, 0, 0],
    ['volume, in the second', { tiersMode: 'volume', tiers }, 12, 14_400 + 500],
    ['beyond the last tier', { tiersMode: 'volume', tiers: [{ upTo: '5', unitAmount: 1 }] }, 6, null],
  ] as const)('%s', ([, props, quantity, amount]) => {
    expect(priceAmount(price(props), quantity)).toBe(amount)
  })
})

const line = (name: string, amount: number) => ({
  price: blockId(`${name}Price`),
  product: blockId(name),
  amount,
  discount: 0,
  taxIncluded: 0,
  taxesAdded: [],
})
const LINES = [line('a', 4900), line('b', 7900), line('c', 3500)]

describe('coupons', () => {
  test.for([
    ['an amount over the lines by what they cost', { amountOff: 1000 }, 1, [300, 485, 215]],
    ['a percentage, rounded once', { percentOff: 33.33 }, 1, [1633, 2633, 1167]],
    ['at most what the lines cost', { amountOff: 99_999 }, 1, [4900, 7900, 3500]],
    ['once, in the second month', { amountOff: 1000 }, 2, [0, 0, 0]],
    [
      'three months, in the third',
      { amountOff: 1000, duration: 'repeating', durationInMonths: 3 },
      3,
      [300, 485, 215],
    ],
    [
      'three months, in the fourth',
      { amountOff: 1000, duration: 'repeating', durationInMonths: 3 },
      4,
      [0, 0, 0],
    ],
    ['for good', { percentOff: 10, duration: 'forever' }, 99, [490, 790, 350]],
  ] as const)('take off %s', ([, props, month, discounts]) => {
    const flow = flowOf({ off: ['coupon', props] })
    const lines = withDiscounts(LINES, flow.ofKind('coupon'), { flow, turn: turnOf(month) })
    expect(lines.map(({ discount }) => discount)).toEqual(discounts)
  })

  test('apply to the connected products only, through a promotion code too', () => {
    const flow = flowOf(
      { b: ['product', {}], off: ['coupon', { percentOff: 50 }], code: ['promotion-code', {}] },
      'b product off product',
      'off coupon code coupon',
    )
    const lines = withDiscounts(LINES, flow.ofKind('promotion-code'), { flow, turn: turnOf(1) })
    expect(lines.map(({ discount }) => discount)).toEqual([0, 3950, 0])
  })
})
