import { expect, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { flow } from '#shared/check/example.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import { blockId } from '#shared/flow/ids.ts'
import { responsibilities } from './responsibility-words.ts'

const look = (chargeType: string) => {
  const graph = flow({
    shop: ['connected-account', { fees: 'stripe', losses: 'stripe', dashboard: 'full' }],
    pay: ['payment-intent', { amount: 5000, chargeType, transferData: [{ destination: 'shop' }] }],
  })
  const index = indexFlow(completeProps(graph, definitionOf).graph, { today: '2026-11-23' })
  const payment = index.block(blockId('pay'))
  return payment && responsibilities(payment, index).answers.map(({ answer }) => answer)
}

test.for([
  ['direct', ['shop', 'shop', 'shop', 'shop', 'Stripe']],
  ['destination', Array(5).fill('The platform')],
  ['separate', Array(5).fill('The platform')],
] as const)('a %s charge names who answers for what', ([chargeType, answers]) => {
  expect(look(chargeType)).toEqual(answers)
})
