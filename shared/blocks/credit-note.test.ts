import { expect, it } from 'vitest'
import { check } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId } from '#shared/flow/ids.ts'
import { schemaOfProps } from '#shared/flow/props-schema.ts'
import { RULES } from '#shared/rules/index.ts'
import { b2bNet30 } from '#shared/templates/b2b-net-30.ts'
import { creditNote } from './credit-note.ts'

const LINE = { price: 'trainPrice' }

it.for<[string, Record<string, unknown>, [field: string, message: string] | null]>([
  ['everything', {}, null],
  ['an amount', { amount: 900 }, null],
  ['lines', { lines: [LINE, { price: 'auditPrice', amount: 500 }] }, null],
  [
    'an amount in three parts',
    { amount: 900, refundAmount: 400, creditAmount: 300, outOfBandAmount: 200 },
    null,
  ],
  ['a part, the rest being left', { amount: 900, creditAmount: 300 }, null],
  ['both lines and an amount', { lines: [LINE], amount: 900 }, ['amount', 'one of the two']],
  ['a row without a price', { lines: [{ amount: 900 }] }, ['lines', 'a price in every row']],
  ['a line twice', { lines: [LINE, LINE] }, ['lines', 'a price twice']],
  [
    'too little in its parts',
    { amount: 900, refundAmount: 0, creditAmount: 300 },
    ['creditAmount', '300 of 900'],
  ],
  ['too much', { amount: 900, outOfBandAmount: 901 }, ['outOfBandAmount', '901 of 900']],
  [
    'money back before it was paid',
    { issued: 'open', refundAmount: 900 },
    ['refundAmount', 'nothing to give back'],
  ],
])('%s', ([, props, expected]) => {
  const result = schemaOfProps(creditNote).safeParse(props)
  const [issue] = result.error?.issues ?? []
  if (expected === null) expect(issue).toBeUndefined()
  else {
    expect(issue?.path).toEqual([expected[0]])
    expect(issue?.message).toContain(expected[1])
  }
})

it('stops a drawn note that names both, says where, and clears one of them', () => {
  const set = (id: string, props: Record<string, unknown>) =>
    applyPatch(b2bNet30.document, [{ op: 'block.set', id: blockId(id), set: { props } }]).document
  const wrong = set('credit', { amount: 90_000, lines: [LINE] })
  const { diagnostics, checked } = check(wrong.graph, RULES, { today: '2026-11-23' })
  const found = diagnostics.filter(({ severity }) => severity === 'error')
  expect(checked).toBeNull()
  expect(found).toMatchObject([
    { code: 'check/props', location: { at: 'block', id: 'credit', field: 'amount' } },
  ])
  const [fix] = found[0]?.fixes ?? []
  const mended = applyPatch(wrong, fix?.patch ?? []).document
  expect(check(mended.graph, RULES, { today: '2026-11-23' }).checked).not.toBeNull()
})
