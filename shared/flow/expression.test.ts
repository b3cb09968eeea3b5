import { describe, expect, test } from 'vitest'
import { holds } from '#shared/plan/holds.ts'
import { conditionOf, holdsForAmount, parseExpression } from './expression.ts'

describe('questions', () => {
  test.for([
    ['amount >= 10000', { path: 'amount', operator: '>=', value: 10_000 }],
    ["metadata.source != 'own'", { path: 'metadata.source', operator: '!=', value: 'own' }],
    ['status = ‘paid’', { path: 'status', operator: '=', value: 'paid' }],
    ['status == paid', { path: 'status', operator: '=', value: 'paid' }],
    ['  total<5 ', { path: 'total', operator: '<', value: 5 }],
  ] as const)('reads “%s”', ([text, question]) => {
    expect(parseExpression(text)).toEqual(question)
  })

  test.for(['', 'amount', 'amount >', '> 5', "status > 'paid'", 'a = 1; b = 2', 'constructor()'])(
    'finds none in “%s”',
    text => {
      expect(parseExpression(text)).toBeNull()
    },
  )
})

const OBJECTS = [
  { amount: 4999, status: 'open', metadata: { source: 'own' } },
  { amount: 5000, status: 'paid', metadata: { source: 'shop' } },
  { amount: 5001, metadata: {} },
]

describe('what a reaction asks', () => {
  test.for([
    ['amount > 5000', [false, false, true]],
    ['amount >= 5000', [false, true, true]],
    ['amount < 5000', [true, false, false]],
    ['amount <= 5000', [true, true, false]],
    ['amount = 5000', [false, true, false]],
    ['amount != 5000', [true, false, true]],
    ["status = 'paid'", [false, true, false]],
    ["metadata.source != 'own'", [false, true, true]],
  ] as const)('%s: the two ways on are opposites, and each object takes one', ([text, answers]) => {
    const question = parseExpression(text)
    if (!question) throw new Error('is no question')
    expect(OBJECTS.map(object => holds(conditionOf(question, 'then'), object))).toEqual(answers)
    expect(OBJECTS.map(object => holds(conditionOf(question, 'else'), object))).toEqual(
      answers.map(yes => !yes),
    )
    if (text.startsWith('amount'))
      expect(OBJECTS.map(({ amount }) => holdsForAmount(text, amount))).toEqual(answers)
    else expect(holdsForAmount(text, 5000)).toBeNull()
  })
})
