import { expect, it, test } from 'vitest'
import { metadataOf, pairsIn, shownPairs } from './metadata-rows.ts'

const team = { key: 'team', value: 'north' }

it('leaves out rows without a key, and lets the first of two with one key count', () => {
  expect(metadataOf([team, { key: '', value: 'x' }, { key: 'team', value: 'south' }])).toEqual({
    team: 'north',
  })
})

it('reads what a form holds, and takes whatever else stands there for empty', () => {
  expect(pairsIn([team, { key: 1 }, null])).toEqual([team, { key: '', value: '' }, { key: '', value: '' }])
})

test.for([
  ['a key on its way past another one', [team, { key: 'team', value: 'south' }], { team: 'north' }, 2],
  ['a row just added', [team, { key: '', value: '' }], { team: 'north' }, 2],
  ['what an undo brought back', [team, { key: 'desk', value: '4' }], { team: 'north' }, 1],
] as const)('shows %s', ([, typed, metadata, rows]) => {
  expect(shownPairs(typed, metadata)).toHaveLength(rows)
})
