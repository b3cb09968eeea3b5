import { expect, it, test } from 'vitest'
import { table, wrap } from './table.ts'

it('aligns columns and drops trailing space', () => {
  const columns = [{ title: 'Account' }, { title: 'Amount', align: 'right' }, { title: '' }] as const
  const rows = [
    ['Cleaning 🧹', '$44.10', ''],
    ['All', '$1,144.10', 'note'],
  ]
  expect(table(columns, rows)).toEqual([
    'Account        Amount',
    'Cleaning 🧹     $44.10',
    'All         $1,144.10  note',
  ])
})

it('has no line of titles when there are none', () => {
  expect(table([{ title: '' }], [['a']])).toEqual(['a'])
  expect(table([{ title: 'A' }], [])).toEqual(['A'])
})

test.for([
  ['one two three', 8, ['one two', 'three']],
  ['unbreakable', 4, ['unbreakable']],
  ['a  b\nc', 20, ['a b c']],
] as const)('wraps %j at %i', ([text, columns, lines]) => {
  expect(wrap(text, columns)).toEqual(lines)
})
