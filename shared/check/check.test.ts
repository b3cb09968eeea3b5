import { expect, test } from 'vitest'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { type CheckOptions, check } from './check.ts'
import { flow } from './example.ts'
import { bundle, single } from './example-flows.ts'
import { atBlock, atField, atFlow, atPort } from './locations.ts'
import { blockRule, flowRule, type Rule } from './rule.ts'

const examples = {
  docs: { title: 'Test', why: 'Test.', source: 'practice' },
  valid: [{ name: 'any', graph: flow({}) }],
  invalid: [{ name: 'any', graph: flow({}), reports: [] }],
} as const

const structural = blockRule({
  id: 'structure/has-price',
  severity: 'error',
  needs: 'graph',
  on: ['subscription'],
  ...examples,
  *check(plan, view) {
    if (view.into(plan, 'price').length === 0)
      yield { message: 'no price', location: atPort(plan.id, 'price') }
  },
})

const amounts = blockRule({
  id: 'money/says-amount',
  severity: 'warning',
  needs: 'amounts',
  on: ['connected-account'],
  ...examples,
  *check(account, view) {
    for (const { amount, currency } of view.amountsInto(account))
      yield { message: `${amount} ${currency}`, location: atBlock(account.id) }
  },
})

const events = blockRule({
  id: 'webhooks/says-events',
  severity: 'info',
  needs: 'events',
  on: ['split'],
  ...examples,
  *check(split, view) {
    yield { message: view.eventsAt(split).join(), location: atBlock(split.id) }
  },
})

const shape = flowRule({
  id: 'structure/counts',
  severity: 'info',
  needs: 'graph',
  ...examples,
  *check(view) {
    yield { message: `${view.blocks().length} blocks`, location: atFlow }
  },
})

const RULES: readonly Rule[] = [structural, amounts, events, shape]

const look = (graph: FlowGraph, options: Partial<CheckOptions> = {}) =>
  check(graph, RULES, { today: '2026-11-23', ...options })

const brief = (graph: FlowGraph, options?: Partial<CheckOptions>) =>
  look(graph, options).diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)

test('amounts and events are played through the flow', () => {
  expect(brief(bundle())).toEqual([
    'warning money/says-amount: 4410 usd',
    'warning money/says-amount: 7110 usd',
    'info structure/counts: 17 blocks',
    'info webhooks/says-events: invoice.paid',
  ])
  expect(look(bundle()).checked?.ofKind('split')).toHaveLength(1)
})

test('an error of structure stops amounts and events and gives no checked flow', () => {
  const broken = bundle({ without: ['qA.price -> plan.price', 'qB.price -> plan.price'] })
  expect(brief(broken)).toEqual(['error structure/has-price: no price', 'info structure/counts: 17 blocks'])
  expect(look(broken).checked).toBeNull()
})

test('a disabled block counts as absent', () => {
  const graph = bundle({ blocks: { tB: ['transfer', {}, { disabled: true }] } })
  expect(brief(graph)).toContain('info structure/counts: 16 blocks')
  expect(brief(graph)).not.toContain('warning money/says-amount: 7110 usd')
})

test.for<[string, Record<string, unknown>, string, string]>([
  ['wrong type', { unitAmount: '49' }, 'unitAmount', '“fee”: Amount must be a number, found "49"'],
  ['part of a unit', { unitAmount: 4.5 }, 'unitAmount', '“fee”: Amount must be a whole number, found 4.5'],
  [
    'not on the list',
    { interval: 'decade' },
    'interval',
    '“fee”: Billed every must be one of day, week, month, year, found "decade"',
  ],
  ['unknown property', { amount: 4900 }, 'amount', '“fee”: Price has no property “amount”, found 4900'],
  [
    'inside a row',
    { tiersMode: 'volume', tiers: [{ upTo: 10 }] },
    'tiers',
    '“fee”: Tier list, row 1, Up to must be text, found 10',
  ],
])('check/props reports a property of %s', ([, props, field, message]) => {
  const { diagnostics, checked } = look(single({ set: { fee: props } }))
  const [first] = diagnostics
  expect(first).toMatchObject({
    code: 'check/props',
    severity: 'error',
    message,
    location: atField('fee', field),
  })
  expect(first?.fixes).toHaveLength(1)
  expect(checked).toBeNull()
})

test('check/props reports a kind that is not known', () => {
  expect(brief(flow({ x: ['teleporter'] }))[0]).toBe(
    'error check/props: “x” is of a kind that this version does not know, found “teleporter”',
  )
})

test('a message never shows a key', () => {
  expect(brief(single({ set: { fee: { interval: 'sk_test_1234567890' } } })).join()).not.toContain(
    '1234567890',
  )
})

test('props that are not set have the value of a fresh block', () => {
  const checked = look(bundle()).checked
  expect(checked?.block(blockId('spl'))?.props).toMatchObject({ mode: 'by_line_item', commissionBps: 1000 })
})

test('diagnostics do not depend on the order in which a graph is written', () => {
  const graph = bundle()
  const turned: FlowGraph = {
    ...graph,
    blocks: Object.fromEntries(Object.entries(graph.blocks).toReversed()),
    connections: Object.fromEntries(Object.entries(graph.connections).toReversed()),
  }
  expect(look(turned).diagnostics).toEqual(look(graph).diagnostics)
})

test('a suppression marks what it covers with its reason', () => {
  const suppressions = {
    s1: { code: 'money/says-amount', block: blockId('A'), reason: 'agreed with finance' },
  }
  const { diagnostics } = look(bundle(), { suppressions })
  expect(diagnostics.map(({ suppressed }) => suppressed)).toEqual([
    'agreed with finance',
    undefined,
    undefined,
    undefined,
  ])
})

test.for<[string, { code: string; reason: string }, string]>([
  [
    'that does nothing',
    { code: 'money/says-amount', reason: 'old' },
    'The suppression of money/says-amount suppresses nothing, found “old”',
  ],
  [
    'of an unknown rule',
    { code: 'money/no-such', reason: 'typo' },
    'A suppression names a rule that does not exist, found “money/no-such”',
  ],
  [
    'of an error',
    { code: 'structure/has-price', reason: 'hurry' },
    'Errors cannot be suppressed, found a suppression of structure/has-price',
  ],
  [
    'without a reason',
    { code: 'structure/counts', reason: ' ' },
    'The suppression of structure/counts needs its reason, found none',
  ],
])('check/unused-suppression reports a suppression %s', ([, suppression, message]) => {
  const { diagnostics } = look(single(), { suppressions: { s1: suppression } })
  expect(diagnostics.filter(({ code }) => code === 'check/unused-suppression')).toEqual([
    {
      code: 'check/unused-suppression',
      severity: 'warning',
      message,
      location: atFlow,
      fixes: [
        {
          title: 'Remove the suppression',
          patch: [{ op: 'part.set', part: 'suppressions', id: 's1', value: null }],
          preferred: true,
        },
      ],
    },
  ])
})

test('a suppression of a rule that had no turn is left in peace', () => {
  const broken = bundle({ without: ['qA.price -> plan.price', 'qB.price -> plan.price'] })
  const suppressions = { s1: { code: 'money/says-amount', reason: 'agreed' } }
  expect(brief(broken, { suppressions }).join()).not.toContain('check/unused-suppression')
})

test('an error stays an error whatever is suppressed', () => {
  const suppressions = { s1: { code: 'structure/has-price', reason: 'hurry' } }
  const broken = single({ without: ['fee.price -> plan.price'] })
  expect(look(broken, { suppressions }).checked).toBeNull()
})

test.for([1e13, 1e17])(
  'an amount of %d that could not be added up stops the check before it is',
  unitAmount => {
    const { diagnostics, checked } = check(single({ set: { fee: { unitAmount } } }), [amounts], {
      today: '2026-12-02',
    })
    expect(checked).toBeNull()
    expect(diagnostics).toMatchObject([{ code: 'check/props', location: atField('fee', 'unitAmount') }])
  },
)
