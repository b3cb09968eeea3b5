import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument, Incident } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { usageBased } from '#shared/templates/usage-based.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

async function play(document: FlowDocument): Promise<RunDetail> {
  const started = await server.call('POST', '/api/runs', { body: { document, scenario: 'told' } })
  expect(started.status, JSON.stringify(started.body)).toBe(201)
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  // Meters count by the name of their events: what a run leaves would take the next one's.
  await server.call('POST', `/api/runs/${run}/cleanup`)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

/** The template, changed, with these things happening in so many months. */
function told(patch: GraphPatch, months: number, incidents: readonly Incident[] = []): FlowDocument {
  const { document } = applyPatch(usageBased.document, patch)
  const scenarios = { told: { title: 'Told', months, seed: 1, volumes: {}, incidents } }
  return { ...document, parts: { ...document.parts, scenarios } }
}

const WITHOUT_FEE: GraphPatch = [
  { op: 'block.remove', id: blockId('base') },
  { op: 'block.remove', id: blockId('basePrice') },
]

const trial = { id: blockId('free'), kind: 'trial', label: 'Two weeks', props: { days: 14 } }
const WITH_TRIAL: GraphPatch = [
  { op: 'block.add', block: trial },
  {
    op: 'connection.add',
    connection: {
      id: connectionId('free-sub'),
      from: { block: trial.id, port: 'trial' },
      to: { block: blockId('sub'), port: 'trial' },
    },
  },
]

const LEAVES: Incident = { month: 4, kind: 'cancellation', block: blockId('sub') }

/** $49.00 a month, and 48,000 requests for $96.00, which are billed with the next payment. */
it.for<[string, FlowDocument, number, number]>([
  ['a year: the first payment without usage', told([], 12), -(12 * 4900 + 11 * 9600), 11],
  ['nothing but usage: the first payment after a month', told(WITHOUT_FEE, 3), -3 * 9600, 3],
  ['nothing but usage, one payment', told(WITHOUT_FEE, 1), -9600, 1],
  ['after a trial, in which usage is free', told(WITH_TRIAL, 3), -(3 * 4900 + 2 * 9600), 3],
  ['nothing but usage after a trial', told([...WITHOUT_FEE, ...WITH_TRIAL], 3), -2 * 9600, 3],
  [
    'until the customer leaves: nothing is reported that nobody bills',
    told([], 6, [LEAVES]),
    -(3 * 4900 + 2 * 9600),
    2,
  ],
])('%s', { timeout: 60_000 }, async ([, document, paid, reports]) => {
  const detail = await play(document)
  expect(detail.operations.flatMap(({ error }) => (error ? [error.message] : []))).toEqual([])
  expect(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched')).toEqual([])
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
  const customer = detail.reconciliation?.rows.find(({ account }) => account === 'customer:cus')
  expect(customer?.observed).toBe(paid)
  const reported = detail.operations.filter(({ call }) => call === 'billing.meterEvents.create')
  expect(reported).toHaveLength(reports)
})
