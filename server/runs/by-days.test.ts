import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { instalments } from '#shared/templates/instalments.ts'
import { usageBased } from '#shared/templates/usage-based.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'
import { ALL, happens, told } from './test-told.ts'
import { transfersByDay } from './test-transfer-days.ts'

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
  await server.call('POST', `/api/runs/${run}/cleanup`)
  const kept = await server.call('GET', `/api/flows/${String(readPath(started.body, 'run.flow'))}/runs`)
  expect(readPath(kept.body, 'runs.0.id'), JSON.stringify(kept.body)).toBe(run)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

const set = (id: string, props: Record<string, unknown>): GraphPatch => [
  { op: 'block.set', id: blockId(id), set: { props } },
]

type Interval = { interval: 'day' | 'week'; intervalCount?: number }

/** A document whose prices are billed by the day or week. */
const billed = (intervals: Readonly<Record<string, Interval>>, document = flagship.document): FlowDocument =>
  applyPatch(
    document,
    Object.entries(intervals).flatMap(([price, interval]) => set(price, interval)),
  ).document

const WEEK: Interval = { interval: 'week' }
const WEEKLY = billed({ qA: WEEK, qB: WEEK, qC: WEEK })
const SENT = applyPatch(WEEKLY, set('sub', { collectionMethod: 'send_invoice', daysUntilDue: 3 })).document

const observed = ({ reconciliation }: RunDetail, account: string): number | undefined =>
  reconciliation?.rows.find(row => row.account === account)?.observed

const agrees = (detail: RunDetail): void => {
  expect(detail.operations.flatMap(({ error }) => (error ? [error.message] : []))).toEqual([])
  expect(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched')).toEqual([])
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
}

const PAID = 16_300

/** What the customer paid, and the shares of cleaning: $44.10 of each payment. January and February have 59 days. */
it.for<[string, FlowDocument, number, number, number]>([
  [
    'one payment of a week, where nothing waits',
    told(WEEKLY, { delays: {}, months: 1, incidents: [] }),
    1,
    1,
    0,
  ],
  ['every week of two months', told(WEEKLY, { delays: {}, months: 2, incidents: [] }), 9, 9, 0],
  [
    'every ten days of two months',
    told(
      billed({
        qA: { interval: 'day', intervalCount: 10 },
        qB: { interval: 'day', intervalCount: 10 },
        qC: { interval: 'day', intervalCount: 10 },
      }),
      { delays: {}, months: 2, incidents: [] },
    ),
    6,
    6,
    0,
  ],
  ['invoices that are sent every week', told(SENT, { delays: {}, months: 2, incidents: [] }), 9, 9, 0],
  [
    'a refund of the first payment, before the second one',
    told(WEEKLY, {
      delays: {},
      months: 2,
      incidents: [{ ...happens('1 refund rf', { scope: 'lines', prices: ['qA'] }), day: 3 }],
    }),
    9,
    8,
    4900,
  ],
])('%s', { timeout: 60_000 }, async ([, document, payments, shares, back]) => {
  const detail = await play(document)
  agrees(detail)
  expect(observed(detail, 'customer:cus')).toBe(-payments * PAID + back)
  expect(observed(detail, 'balance:A')).toBe(shares * 4410)
})

it('prices of one week and of two stand on one invoice where they fall together', {
  timeout: 60_000,
}, async () => {
  const mixed = billed({ qA: WEEK, qB: WEEK, qC: { interval: 'week', intervalCount: 2 } })
  const detail = await play(told(mixed, { delays: {}, months: 2, incidents: [] }))
  agrees(detail)
  expect(observed(detail, 'customer:cus')).toBe(-(5 * PAID + 4 * (PAID - 3500)))
  expect(observed(detail, 'balance:C')).toBe(5 * 3150)
})

it('shares wait for days after the payment that they are of', { timeout: 60_000 }, async () => {
  const detail = await play(told(WEEKLY, { delays: ALL(10), months: 1, incidents: [] }))
  agrees(detail)
  expect(transfersByDay(detail)).toEqual(['day 10: 3', 'day 17: 3', 'day 24: 3'])
  expect(observed(detail, 'customer:cus')).toBe(-5 * PAID)
})

it('usage is reported and billed every week', { timeout: 60_000 }, async () => {
  const weekly = billed({ basePrice: WEEK, callsPrice: WEEK }, usageBased.document)
  const detail = await play(told(weekly, { delays: {}, months: 2, incidents: [] }))
  agrees(detail)
  expect(observed(detail, 'customer:cus')).toBe(-(9 * 4900 + 8 * 9600))
})

it('instalments of two weeks end when their phase does', { timeout: 60_000 }, async () => {
  const fortnight: Interval = { interval: 'week', intervalCount: 2 }
  const phase = { quantity: 1, durationInterval: 'week', durationCount: 6, proration: 'none' }
  const { document } = applyPatch(
    billed({ coursePrice: fortnight }, instalments.document),
    set('plan', { phases: [phase] }),
  )
  const detail = await play(told(document, { delays: {}, months: 3, incidents: [] }))
  agrees(detail)
  expect(observed(detail, 'customer:cus')).toBe(-3 * 25_000)
})

it.for([
  [
    'a renewal',
    happens('2 refund rf', { scope: 'full' }),
    'name month 1 and a day before the second payment',
  ],
  ['a decline', happens('2 decline sub'), 'is paid every 7 days'],
] as const)('%s of a later payment is refused with the reason', async ([, incident, reason]) => {
  const document = told(WEEKLY, { delays: {}, months: 2, incidents: [incident] })
  const started = await server.call('POST', '/api/runs', { body: { document, scenario: 'told' } })
  expect(started.status).toBeGreaterThanOrEqual(400)
  expect(JSON.stringify(started.body)).toContain(reason)
})
