import { expect, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { portOf } from '#shared/flow/connect.ts'
import { type BlockId, blockId, entriesOf, operationId } from '#shared/flow/ids.ts'
import { foldRun } from '#shared/run/fold-run.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { analyse } from './analyse.ts'
import { noAnalysis } from './analysis-store.ts'
import { combineResults } from './combine-results.ts'
import { noResults } from './results.ts'
import { blockOfOperation, type RunPicture, runPicture, shortId } from './run-picture.ts'

const { graph } = flagship.document
const findings = analyse({ document: flagship.document, scenario: null, today: '2026-11-23' })
const at = '2026-11-23T14:32:00Z'
const trigger = 'in_1'

const ok = (operation: string, set?: string): RunEvent => ({
  type: 'operation.succeeded',
  at,
  operation: operationId(operation),
  objectId: `${operation.split('.')[0]}_1PxBabcdef`,
  durationMs: 180,
  ...(set !== undefined && { trigger: set }),
})
const began = (operation: string, set?: string): RunEvent => ({
  type: 'operation.started',
  at,
  operation: operationId(operation),
  ...(set !== undefined && { trigger: set }),
})
const finished: RunEvent = { type: 'run.finished', at, outcome: 'succeeded' }

const connections = entriesOf(graph.connections)
const picture = (events: readonly RunEvent[], edited: readonly BlockId[] = []): RunPicture =>
  runPicture({
    graph,
    run: foldRun(events),
    blockOf: blockOfOperation,
    planned: new Set(['sub', 'spl', 'tA', 'tB', 'A', 'cus'].map(blockId)),
    edited: new Set(edited),
    events: connections
      .map(([, connection]) => connection)
      .filter(({ from }) => portOf(graph, from, definitionOf)?.carries === 'event'),
    money: connections.filter(([id]) => findings.amounts.has(id)).map(([, connection]) => connection),
  })
const stateOf = (shown: RunPicture, id: string) => shown.blocks.get(blockId(id))?.state

test('blocks wait, work, and have worked', () => {
  const shown = picture([ok('cus.create'), began('sub.create')])
  expect(['cus', 'sub', 'tA', 'dun'].map(id => stateOf(shown, id))).toEqual([
    'succeeded',
    'running',
    'waiting',
    undefined,
  ])
})

test('an event lights what it came through and what it set off; the rest was not reached', () => {
  const shown = picture([
    ok('cus.create'),
    ok('sub.create'),
    ok('spl.payments', trigger),
    ok('tA.create', trigger),
    finished,
  ])
  expect(['wh', 'paid', 'spl', 'led', 'plt'].map(id => stateOf(shown, id))).toEqual(
    Array.from({ length: 5 }, () => 'succeeded'),
  )
  expect(['fail', 'dis', 'dp', 'rf', 'dun'].map(id => stateOf(shown, id))).toEqual(
    Array.from({ length: 5 }, () => 'skipped'),
  )
})

test('a failed call says why on its block', () => {
  const shown = picture([
    {
      type: 'operation.failed',
      at,
      operation: operationId('sub.create'),
      error: { kind: 'declined', message: 'Card declined: no funds' },
    },
  ])
  expect(shown.blocks.get(blockId('sub'))).toEqual({ state: 'failed', facts: 'Card declined: no funds' })
})

test('a block that was edited since is marked, and keeps what the run found', () => {
  const shown = picture([ok('sub.create'), finished], [blockId('sub')])
  expect(shown.blocks.get(blockId('sub'))).toEqual({ state: 'stale', facts: 'sub_…cdef · 0.18 s' })
})

test.for([
  ['sub_1PxBabcdef', 'sub_…cdef'],
  ['cus_9sQ2', 'cus_9sQ2'],
  ['we_1', 'we_1'],
] as const)('%s is short as %s', ([id, short]) => {
  expect(shortId(id)).toBe(short)
})

const sources = (events: readonly RunEvent[], difference = 0) => ({
  graph,
  analysis: { ...noAnalysis, ...findings },
  shown: {
    picture: picture(events),
    parties: new Map(),
    moved: new Map(),
    ran: null,
    differences:
      difference === 0
        ? []
        : [
            {
              account: 'balance:A',
              currency: 'usd',
              expected: 4410,
              observed: 4410 + difference,
              difference,
            },
          ],
  },
})
const paid = [ok('ele.attach'), ok('sub.create'), ok('spl.payments', trigger)]
const moved = [...paid, ok('tA.create', trigger), ok('A.create')]
const channel = (results: ReturnType<typeof combineResults>, from: string, to: string) => {
  const [id] = connections.find(([, each]) => each.from.block === from && each.to.block === to) ?? []
  return id === undefined ? undefined : results.connections[id]
}

test('a channel is observed once both its ends have run', () => {
  const before = combineResults(sources(paid), noResults)
  expect(channel(before, 'sub', 'spl')).toEqual({
    amount: { amount: 15_797, currency: 'usd' },
    state: 'observed',
    order: 2,
  })
  expect(channel(before, 'spl', 'tA')?.state).toBe('forecast')
  expect(channel(combineResults(sources(moved), before), 'tA', 'A')?.state).toBe('observed')
})

test('a channel that moves another amount than when it ran is forecast again', () => {
  const [sub] = connections.find(([, { from, to }]) => from.block === 'sub' && to.block === 'spl') ?? []
  const source = sources(moved)
  const ran = new Map(findings.amounts)
  if (sub !== undefined) ran.set(sub, { amount: 1, currency: 'usd' })
  const results = combineResults({ ...source, shown: { ...source.shown, ran } }, noResults)
  expect(channel(results, 'sub', 'spl')?.state).toBe('forecast')
  expect(channel(results, 'tA', 'A')?.state).toBe('observed')
})

test('a balance that is not as forecast marks the channels of its account', () => {
  const results = combineResults(sources(moved, -163), noResults)
  expect(channel(results, 'tA', 'A')?.state).toBe('difference')
  expect(channel(results, 'sub', 'spl')?.state).toBe('observed')
})

test('a balance tells what was booked on its only channel, a fee what was left after it', () => {
  const source = sources(moved)
  const row = (account: string, expected: number, difference: number) => ({
    account,
    currency: 'usd',
    expected,
    observed: expected + difference,
    difference,
  })
  const differences = [row('fees:stripe', 503, 163), row('balance:platform', 1127, -163)]
  const results = combineResults({ ...source, shown: { ...source.shown, differences } }, noResults)
  expect(channel(results, 'sub', 'spl')).toMatchObject({
    amount: { amount: 15_797 },
    observed: { amount: 15_634 },
    state: 'difference',
  })
  expect(channel(results, 'spl', 'plt')).toMatchObject({ observed: { amount: 964 }, state: 'difference' })
  expect(channel(results, 'tA', 'A')?.observed).toBeUndefined()
  expect(results.drains[blockId('sub')]).toMatchObject({ observed: { amount: 666 }, state: 'difference' })
})

test('a balance of two payments tells nothing about one of them', () => {
  const source = sources(moved)
  const differences = [
    { account: 'balance:platform', currency: 'usd', expected: 2254, observed: 2091, difference: -163 },
  ]
  const results = combineResults({ ...source, shown: { ...source.shown, differences } }, noResults)
  expect(channel(results, 'spl', 'plt')?.observed).toBeUndefined()
})

test('channels are numbered in the order in which money moved', () => {
  const events = [ok('A.create'), ...paid, ok('tA.create', trigger), finished]
  const results = combineResults(sources(events), noResults)
  const orders = [
    ['ele', 'sub'],
    ['sub', 'spl'],
    ['spl', 'tC'], // nothing runs for it in this plan
    ['spl', 'plt'],
    ['spl', 'tA'],
    ['tA', 'A'],
    ['spl', 'tB'],
  ].map(([from = '', to = '']) => channel(results, from, to)?.order)
  expect(orders).toEqual([1, 2, 3, 4, 5, 6, undefined])
})

test('what says the same keeps its identity, so that only what changed is drawn again', () => {
  const before = combineResults(sources(paid), noResults)
  const after = combineResults(sources(moved), before)
  expect(after.blocks[blockId('cus')]).toBe(before.blocks[blockId('cus')])
  expect(after.blocks[blockId('tA')]).not.toBe(before.blocks[blockId('tA')])
  expect(after.counts).toBe(before.counts)
})

test('parties stand with a sign, and a subscription with what is paid before its fee', () => {
  const { blocks, drains, largest } = combineResults({ ...sources([]), shown: null }, noResults)
  expect(blocks[blockId('cus')]).toMatchObject({ amount: { amount: -16_300 }, signed: true })
  expect(blocks[blockId('sub')]).toMatchObject({ amount: { amount: 16_300 } })
  expect(blocks[blockId('spl')]?.amount).toBeUndefined()
  expect(drains[blockId('sub')]).toEqual({
    amount: { amount: 503, currency: 'usd' },
    label: 'Stripe fee',
    state: 'forecast',
  })
  expect(largest).toBe(16_300)
})
