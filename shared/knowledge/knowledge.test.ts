import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { FEE_TABLE, feeFact } from '#shared/facts/fees.ts'
import { CHARGE_LIFE } from './charge-life.ts'
import { feeTitle, feeWords } from './fee-words.ts'
import { GUIDANCE } from './guidance.ts'
import { piecesOf, wordsOf } from './guide.ts'
import { EVENT_SETS } from './guides/event-sets.ts'
import { GUIDES, guideOf } from './guides/index.ts'
import { LAUNCH_ITEMS } from './launch-checklist.ts'
import { limitsOf } from './limits.ts'
import { MACHINES, machineOf } from './machines/index.ts'
import { layOutChargeLife } from './picture/charge-life-svg.ts'
import { textWidth } from './picture/text.ts'
import { searchKnowledge } from './search-knowledge.ts'

const sdk = join(import.meta.dirname, '../../node_modules/stripe/esm/resources')
const declarations = (file: string): string => readFileSync(join(sdk, file), 'utf8')

/** Every event that the installed SDK knows, from the endpoint's own list and the v2 event types. */
const events = new Set(
  ['WebhookEndpoints.d.ts', 'V2/Core/Events.d.ts'].flatMap(file =>
    [...declarations(file).matchAll(/'([a-z_0-9]+(?:[.[\]][a-z_0-9]+\]?)+)'/g)].map(([, name = '']) => name),
  ),
)

/** Statuses of an object as the installed SDK lists them: its first `Status` type. */
const statusesIn = (file: string): readonly string[] => {
  const [, list = ''] = /type Status = ([^;]+);/.exec(declarations(file)) ?? []
  return [...list.matchAll(/'([a-z_]+)'/g)].map(([, name = '']) => name).toSorted()
}

const offered = DEFINITIONS.filter(definition => definition.legacy !== true)
const source = /^(https:\/\/\S+|practice)$/

describe('state machines', () => {
  test.for([
    ['payment-intent', 'PaymentIntents.d.ts'],
    ['charge', 'Charges.d.ts'],
    ['dispute', 'Disputes.d.ts'],
    ['subscription', 'Subscriptions.d.ts'],
    ['invoice', 'Invoices.d.ts'],
    ['capability', 'V2/Core/Accounts.d.ts'],
  ])('%s has exactly the statuses of the SDK', ([id = '', file = '']) => {
    const told = machineOf(id)?.states.filter(state => state.told === 'status') ?? []
    expect(told.map(state => state.id).toSorted()).toEqual(statusesIn(file))
  })

  it('are one file each', () => {
    const files = readdirSync(join(import.meta.dirname, 'machines')).filter(file => file !== 'index.ts')
    expect(MACHINES.map(machine => `${machine.id}.ts`).toSorted()).toEqual(files.toSorted())
  })

  test.for(MACHINES.map(machine => [machine.id, machine] as const))('%s is whole', ([, machine]) => {
    const ids = new Set(machine.states.map(state => state.id))
    expect(ids.size).toBe(machine.states.length)
    expect(machine.source).toMatch(source)
    for (const { from, to, events: sent, trigger } of machine.transitions) {
      expect(from === 'start' || from === 'any' || ids.has(from), from).toBe(true)
      expect(ids.has(to), to).toBe(true)
      expect(trigger).toMatch(/\.$/)
      for (const event of sent) expect(events, `${machine.id}: ${trigger}`).toContain(event)
    }
    const entered = new Set(machine.transitions.map(transition => transition.to))
    expect([...ids].filter(id => !entered.has(id))).toEqual([])
    const left = new Set(machine.transitions.map(transition => transition.from))
    const stuck = machine.states.filter(
      state => state.end === undefined && !left.has('any') && !left.has(state.id),
    )
    expect(stuck.map(state => state.id)).toEqual(machine.id === 'charge' ? ['disputed'] : [])
  })
})

describe('advice on kinds', () => {
  it('covers every kind that the palette offers', () => {
    expect(offered.map(({ kind }) => kind).filter(kind => GUIDANCE[kind] === undefined)).toEqual([])
  })

  test.for(Object.entries(GUIDANCE))('on %s names what exists', ([, advice]) => {
    expect(advice.when).toMatch(/\.$/)
    expect(advice.instead.length).toBeGreaterThan(0)
    for (const { kind } of advice.instead)
      if (kind !== undefined) expect(Object.keys(GUIDANCE)).toContain(kind)
    if (advice.machine !== undefined) expect(machineOf(advice.machine)).toBeDefined()
    for (const fee of advice.fees ?? []) expect(feeFact(fee), fee).not.toBeNull()
    for (const guide of advice.guides ?? []) expect(guideOf(guide), guide).toBeDefined()
  })

  it('names calls that the SDK has', () => {
    const names = new Set(
      Object.values(GUIDANCE).flatMap(advice => advice.calls.map(call => call.split('.').at(-1) ?? '')),
    )
    const all = readdirSync(sdk, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.d.ts'))
      .map(declarations)
      .join('\n')
    expect([...names].filter(name => !all.includes(` ${name}(`))).toEqual([])
  })

  it('reads limits from fields and ports', () => {
    const product = definitionOf('product')
    expect(product && limitsOf(product).map(({ of, limit }) => `${of}: ${limit}`)).toContain(
      'On the statement: at most 22 characters',
    )
  })
})

describe('guides', () => {
  test.for(GUIDES.map(guide => [guide.id, guide] as const))('%s is whole', ([, guide]) => {
    expect(wordsOf(guide).length).toBeGreaterThan(300)
    expect(guide.sources.length).toBeGreaterThan(0)
    for (const each of guide.sources) expect(each).toMatch(source)
    expect(wordsOf(guide).split('`').length % 2, 'back quotes come in pairs').toBe(1)
    expect(new Set(guide.parts.map(part => JSON.stringify(part))).size, 'no part stands twice').toBe(
      guide.parts.length,
    )
    for (const part of guide.parts) {
      if (part.part !== 'table') continue
      for (const row of part.rows) expect(row).toHaveLength(part.titles.length)
      expect(new Set(part.rows.map(row => row.join())).size, 'no row stands twice').toBe(part.rows.length)
    }
  })

  it('name events that the SDK knows', () => {
    const named = [
      ...EVENT_SETS.flatMap(set => set.events),
      ...CHARGE_LIFE.flatMap(step => step.shows),
    ].filter(
      name =>
        /^[a-z_0-9.[\]]+$/.test(name) &&
        name.includes('.') &&
        !/^(charge\.outcome|balance_transaction)\./.test(name),
    )
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter(name => !events.has(name))).toEqual([])
  })

  it('tell code from words', () => {
    expect(piecesOf('use `a.b`, not c')).toEqual([
      { text: 'use ', code: false },
      { text: 'a.b', code: true },
      { text: ', not c', code: false },
    ])
  })
})

describe('fees', () => {
  test.for(FEE_TABLE.fees)('$id has a name and words', fee => {
    expect(feeTitle(fee)).not.toBe(fee.id)
    expect(feeWords(fee)).toMatch(/[\d]/)
  })

  test.for([
    ['card', '2.9\u2009% + $0.30'],
    ['ach_debit', '0.8\u2009%, at most $5.00'],
    ['dispute_countered', '$15.00, returned when won'],
    ['smart_disputes', '30\u2009% of what a won dispute returned, instead of the fee for countering'],
    ['instant_payout', '1.5\u2009%, at least $0.50'],
  ])('%s in words', ([id = '', words]) => {
    const fee = feeFact(id)
    expect(fee && feeWords(fee)).toBe(words)
  })
})

it('launch items are told apart and sourced', () => {
  expect(new Set(LAUNCH_ITEMS.map(item => item.id)).size).toBe(LAUNCH_ITEMS.length)
  for (const item of LAUNCH_ITEMS) expect(item.source).toMatch(source)
})

it('the life of a charge fits its columns', () => {
  const { steps, width, height } = layOutChargeLife()
  for (const { x, y, width: column, lines, step } of steps) {
    expect(textWidth(step.title, { size: 13, bold: true })).toBeLessThan(column)
    expect(textWidth(step.time, { size: 11, bold: true })).toBeLessThan(column)
    for (const line of lines) expect(textWidth(line, { size: 11 }), line).toBeLessThan(column - 12)
    expect(x + column).toBeLessThanOrEqual(width)
    expect(y + 60 + lines.length * 14).toBeLessThan(height)
    expect(lines.length).toBeLessThanOrEqual(4)
  }
})

describe('search', () => {
  const entries = [
    {
      topic: 1,
      title: 'Refund',
      summary: 'Money back.',
      keywords: ['return'],
      body: 'a dispute is another thing',
    },
    { topic: 2, title: 'Dispute', summary: 'A chargeback.', keywords: ['contested'], body: '' },
    { topic: 3, title: 'Événement', summary: 'Event.', keywords: [], body: '' },
  ]
  test.for([
    ['dispute', [2, 1]],
    ['RETURN', [1]],
    ['evenement', [3]],
    ['money thing', [1]],
    ['nothing', []],
    ['  ', []],
  ] as const)('finds “%s”', ([query, topics]) => {
    expect(searchKnowledge(query, entries).map(({ entry }) => entry.topic)).toEqual(topics)
  })
})
