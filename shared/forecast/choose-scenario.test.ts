import { expect, test } from 'vitest'
import { flagship } from '#shared/templates/flagship.ts'
import { chooseScenario, scenariosOf } from './choose-scenario.ts'

test.for([
  ['nobody says anything', { otherwise: 12 }, 12, 'Every payment succeeds'],
  ['months are asked for', { months: 3, otherwise: 12 }, 3, 'Every payment succeeds'],
  ['a scenario is named', { scenario: 'renewal', otherwise: 12 }, 2, 'First renewal'],
  ['both are', { scenario: 'renewal', months: 5, otherwise: 12 }, 5, 'First renewal'],
] as const)('%s', ([, wish, months, title]) => {
  expect(chooseScenario(flagship.document, wish)).toMatchObject({ months, title })
})

test.for(['missing', 'toString'])('there is no scenario %s', scenario => {
  expect(chooseScenario(flagship.document, { scenario, otherwise: 1 })).toBeNull()
})

test('what can happen is told by what blocks mean, not only by what their drawing says', () => {
  const offered = [...scenariosOf(flagship.document).keys()]
  expect(offered).toEqual(expect.arrayContaining(['plan-more', 'plan-less', 'restricted']))
})
