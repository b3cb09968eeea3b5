import { expect, test } from 'vitest'
import { DEFINITIONS } from '#shared/blocks/index.ts'
import { GUIDANCE } from '#shared/knowledge/guidance.ts'
import { findBlocks } from './find-blocks.ts'

const offered = DEFINITIONS.filter(({ legacy }) => legacy !== true)
const docs: Readonly<Record<string, string>> = Object.fromEntries(
  offered.map(({ kind, docs: { body } }) => [kind, body]),
)
const adviceOn = (kind: string): string => `${GUIDANCE[kind]?.when ?? ''} ${docs[kind] ?? ''}`
const titles = (typed: string) => findBlocks(offered, typed, adviceOn).map(({ title }) => title)
test.for([
  ['pay several sellers', 'Split'],
  ['hold a deposit', 'Capture'],
  ['deposit', 'Payment'],
  ['save a card', 'Saved card'],
  ['chargeback', 'Dispute'],
  ['give money back', 'Refund'],
  ['Pay out to bank', 'Payout'],
  ['instalments', 'Schedule'],
  ['notify my server', 'Webhook endpoint'],
  ['verify a seller', 'Onboarding'],
  ['metered billing', 'Meter'],
  ['sub', 'Subscription'],
  ['refunds', 'Refund'],
  ['transfer', 'Transfer'],
] as const)('“%s” is met by %s', ([need, title]) => {
  expect(titles(need)[0]).toBe(title)
})

test('a need that no block meets in every word finds those that meet most of it', () => {
  expect(titles('what if the card is declined')).toContain('Dunning')
  expect(titles('hold a deposit')).toContain('Payment')
})

test.for(['', '  ', 'xyzzy'])('“%s” finds nothing', typed => {
  expect(titles(typed)).toEqual([])
})

test('every block is found by its own name and by each of its needs', () => {
  for (const { title, keywords } of offered) {
    expect(titles(title)[0]).toBe(title)
    for (const keyword of keywords) expect(titles(keyword), keyword).toContain(title)
  }
})
