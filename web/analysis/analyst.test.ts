import { expect, test } from 'vitest'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { createDocumentStore } from '../document/document-store.ts'
import { createAnalysisHost } from './analysis-host.ts'
import { noAnalysis, useAnalysis } from './analysis-store.ts'
import { type Analyst, startAnalyst } from './analyst.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { publishResults } from './publish-results.ts'
import { useResults } from './results.ts'
import { openRule, useRulePage } from './rule-page.ts'

const commission = (bps: number): GraphPatch => [
  { op: 'block.set', id: blockId('spl'), set: { props: { commissionBps: bps } } },
]

/** An analyst over the real host, whose frames and answers come when the test says so. */
const start = () => {
  useAnalysis.setState(noAnalysis)
  const documents = createDocumentStore(() => 0)
  const host = createAnalysisHost()
  const sent: ToWorker[] = []
  const frames: (() => void)[] = []
  let hear: (answer: FromWorker) => void = () => {}
  let fail: (message: string) => void = () => {}
  documents.open('flow', flagship.document, 7)
  documents.setAccess('editing')
  const analyst: Analyst = startAnalyst({
    documents,
    port: {
      post: message => sent.push(message),
      onAnswer: listener => {
        hear = listener
      },
      onFailure: listener => {
        fail = listener
      },
    },
    soon: work => frames.push(work),
    today: () => '2026-11-23',
  })
  return {
    documents,
    analyst,
    sent,
    fail: (message: string) => fail(message),
    frame: () => frames.splice(0).forEach(work => work()),
    answer: (message: ToWorker | undefined) => {
      if (message) hear(host(message))
    },
  }
}

test('the whole document goes first, then only its patches', () => {
  const { documents, sent, frame, answer } = start()
  frame()
  answer(sent[0])
  documents.change(commission(200), { label: 'x' })
  frame()
  expect(sent.map(message => message.type)).toEqual(['open', 'patch'])
  answer(sent[1])
  expect(useAnalysis.getState().seq).toBe(8)
  expect(useAnalysis.getState().problems.map(problem => problem.code)).toEqual(
    expect.arrayContaining(['money/negative-margin', 'connect/split-over-net']),
  )
  documents.undo()
  frame()
  answer(sent[2])
  expect(useAnalysis.getState().problems.every(problem => problem.severity === 'info')).toBe(true)
})

test('what did not change stays the same object: problems after another edit, all results after a move', () => {
  const { documents, sent, frame, answer } = start()
  const stop = publishResults(documents)
  frame()
  answer(sent[0])
  const [first] = useAnalysis.getState().problems
  documents.change([{ op: 'block.set', id: blockId('clk'), set: { label: 'Clock' } }], { label: 'x' })
  frame()
  answer(sent[1])
  expect(useAnalysis.getState().problems[0]).toBe(first)
  const results = useResults.getState()
  documents.change([{ op: 'block.move', id: blockId('clk'), x: 0, y: 0 }], { label: 'x' })
  frame()
  answer(sent[2])
  expect(useAnalysis.getState().seq).toBe(9)
  expect(useResults.getState()).toBe(results)
  stop()
})

test('changes while an answer is under way wait, and go together', () => {
  const { documents, sent, frame, answer } = start()
  frame()
  for (const bps of [100, 200, 300]) documents.change(commission(bps), { label: 'x' })
  frame()
  expect(sent).toHaveLength(1)
  answer(sent[0])
  frame()
  expect(sent[1]).toMatchObject({
    type: 'patch',
    seq: 10,
    patches: [commission(100), commission(200), commission(300)],
  })
})

test('another document is sent whole', () => {
  const { documents, sent, frame, answer } = start()
  frame()
  answer(sent[0])
  documents.open('other', { ...flagship.document, name: 'Other' }, 7)
  frame()
  expect(sent[1]).toMatchObject({ type: 'open', document: { name: 'Other' } })
})

test('a moved block changes nothing that is analysed', () => {
  const { documents, sent, frame, answer } = start()
  frame()
  answer(sent[0])
  const before = useAnalysis.getState()
  documents.change([{ op: 'block.move', id: blockId('spl'), x: 1, y: 1 }], { label: 'Move' })
  frame()
  answer(sent[1])
  expect(useAnalysis.getState().problems).toBe(before.problems)
  expect(useAnalysis.getState().seq).toBe(8)
})

test('the flagship is forecast to the cent, with its amounts by connection', () => {
  const { sent, frame, answer } = start()
  frame()
  answer(sent[0])
  const { forecast, parties, fees, amounts, plans } = useAnalysis.getState()
  expect(parties.get(blockId('A'))).toEqual({ amount: 4410, currency: 'usd' })
  expect(parties.get(blockId('cus'))).toEqual({ amount: -16_300, currency: 'usd' })
  expect(parties.get(blockId('plt'))).toEqual({ amount: 1127, currency: 'usd' })
  expect(fees.get(blockId('sub'))).toEqual({ amount: 503, currency: 'usd' })
  expect([...amounts.values()].map(({ amount }) => amount).toSorted((a, b) => b - a)).toEqual([
    16_300, 15_797, 7110, 7110, 4410, 4410, 3150, 3150, 1127,
  ])
  expect(forecast?.scenario.months).toBe(12)
  expect(plans?.unattended.operations.length).toBeGreaterThan(0)
})

test('a worker that breaks down says so', () => {
  const { fail } = start()
  fail('no such file')
  expect(useAnalysis.getState()).toMatchObject({ status: 'failed', failure: 'no such file' })
})

test('a rule page is fetched from the worker', async () => {
  const { sent, answer } = start()
  openRule('connect/split-over-net')
  expect(useRulePage.getState().open).toEqual({ code: 'connect/split-over-net', page: null })
  answer(sent.at(-1))
  await Promise.resolve()
  await Promise.resolve()
  expect(useRulePage.getState().open?.page).toMatchObject({
    code: 'connect/split-over-net',
    severity: 'warning',
  })
})
