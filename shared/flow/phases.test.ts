import { expect, it } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { flow } from '#shared/check/example.ts'
import { completeProps } from './complete-props.ts'
import { indexFlow } from './flow-index.ts'
import { blockId } from './ids.ts'
import { linesOfPayment } from './invoice-lines.ts'
import { turnOf } from './turn.ts'

const month = { durationInterval: 'month', durationCount: 1 }

/** Cleaning at $20.00 and gardening at $30.00, for three months with 10 % off, each month in its own way. */
const drawn = flow(
  {
    clean: ['price', { unitAmount: 2000, interval: 'month' }],
    garden: ['price', { unitAmount: 3000, interval: 'month' }],
    off: ['coupon', { percentOff: 10, duration: 'forever' }],
    plan: [
      'subscription-schedule',
      {
        endBehavior: 'cancel',
        phases: [
          { ...month, price: 'garden' },
          {
            ...month,
            items: [
              { price: 'clean', quantity: 3 },
              { price: 'garden', quantity: 1 },
            ],
          },
          { ...month, trial: true },
        ],
      },
    ],
  },
  'clean.price -> plan.price',
  'garden.price -> plan.price',
  'off.coupon -> plan.coupon',
)

it('bills in each phase what it names, less its discounts, and nothing in a free one and after the last', () => {
  const { graph } = completeProps(drawn, definitionOf)
  const index = indexFlow(graph, { today: '2026-11-23' })
  const plan = index.block(blockId('plan'))
  if (!plan) throw new Error('there is no schedule')
  const billed = [1, 2, 3, 4].map(at =>
    linesOfPayment(index, plan, turnOf(at))?.lines.map(({ price, amount, discount }) => [
      price,
      amount,
      discount,
    ]),
  )
  expect(billed).toEqual([
    [['garden', 3000, 300]],
    [
      ['clean', 6000, 600],
      ['garden', 3000, 300],
    ],
    [],
    [],
  ])
})

it('bills by the week in the phases of weeks, until they are over', () => {
  const plan = flow(
    {
      clean: ['price', { unitAmount: 2000, interval: 'week' }],
      plan: [
        'subscription-schedule',
        {
          endBehavior: 'cancel',
          phases: [
            { durationInterval: 'week', durationCount: 2, quantity: 1 },
            { durationInterval: 'day', durationCount: 7, quantity: 4 },
          ],
        },
      ],
    },
    'clean.price -> plan.price',
  )
  const index = indexFlow(completeProps(plan, definitionOf).graph, { today: '2026-11-23' })
  const schedule = index.block(blockId('plan'))
  if (!schedule) throw new Error('there is no schedule')
  const billed = [0, 6, 7, 14, 21].map(day => {
    const turn = { month: 1, day, between: day > 0 }
    return linesOfPayment(index, schedule, turn)?.lines.map(({ amount }) => amount)
  })
  expect(billed).toEqual([[2000], [], [2000], [8000], []])
})
