import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { crowdfunding } from '#shared/templates/crowdfunding.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'
import { ALL, happens, told } from './test-told.ts'
import { transfersByDay } from './test-transfer-days.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

async function start(document: FlowDocument): Promise<string> {
  const started = await server.call('POST', '/api/runs', { body: { document, scenario: 'told' } })
  expect(started.status, JSON.stringify(started.body)).toBe(201)
  return String(readPath(started.body, 'run.id'))
}

async function detailOf(run: string): Promise<RunDetail> {
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

async function play(document: FlowDocument): Promise<RunDetail> {
  const run = await start(document)
  await untilEvent(server, run, isOver)
  return detailOf(run)
}

const ACCOUNTS = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']

const observed = ({ reconciliation }: RunDetail): number[] =>
  ACCOUNTS.map(account => reconciliation?.rows.find(row => row.account === account)?.observed ?? 0)

const leftOver = (detail: RunDetail): unknown[] => [
  ...detail.operations.flatMap(({ operation, error }) => (error ? [[operation, error.message]] : [])),
  ...(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched') ?? []),
]

describe('a delay is waited for, and the books agree with the forecast', () => {
  it.for<[string, Parameters<typeof told>[1], string[], number[], string[]?]>([
    [
      'a week after each of three payments',
      { delays: ALL(7), months: 3, incidents: [] },
      ['day 7: 3', 'day 38: 3', 'day 66: 3'],
      [-48_900, 1509, 3381, 13_230, 21_330, 9450],
    ],
    [
      'longer than a month: shares of one payment come after the next, those of the last stay',
      { delays: ALL(45), months: 3, incidents: [] },
      ['day 45: 3', 'day 76: 3'],
      [-48_900, 1509, 3381 + 14_670, 8820, 14_220, 6300],
      ['day 104: tA', 'day 104: tB', 'day 104: tC'],
    ],
    [
      'a refund before the day: what was given back is never sent, and nothing is reversed',
      {
        delays: ALL(7),
        months: 1,
        incidents: [happens('1 refund rf', { scope: 'lines', prices: ['qC'] })],
      },
      ['day 7: 2'],
      [-12_800, 503, 777, 4410, 7110, 0],
    ],
    [
      'a part refunded before the day, where one share has gone and two wait',
      {
        delays: { tA: 3, tC: 10 },
        months: 2,
        incidents: [happens('2 refund rf', { scope: 'amount', amount: 1000 })],
      },
      ['day 0: 1', 'day 3: 1', 'day 10: 1', 'day 31: 1', 'day 34: 1', 'day 41: 1'],
      [-31_600, 1006, 2155, 8550, 13_783, 6106],
    ],
    [
      'a refund after the day: the shares that were sent are taken back',
      {
        delays: ALL(7),
        months: 2,
        incidents: [{ ...happens('2 refund rf', { scope: 'lines', prices: ['qC'] }), day: 10 }],
      },
      ['day 7: 3', 'day 38: 3'],
      [-29_100, 1006, 1904, 8820, 14_220, 3150],
    ],
    [
      'ten dollars refunded before the day and ten after: together they take their part of the whole share',
      {
        delays: ALL(7),
        months: 1,
        incidents: [2, 10].map(day => ({
          ...happens('1 refund rf', { scope: 'amount', amount: 1000 }),
          day,
        })),
      },
      ['day 7: 3'],
      [-14_300, 503, 927, 3869, 6238, 2763],
    ],
    [
      'a refund of month 1 in month 2, when its shares have waited longer than that and were sent',
      {
        delays: ALL(45),
        months: 2,
        incidents: [{ ...happens('1 refund rf', { scope: 'full' }), day: 46 }],
      },
      ['day 45: 3'],
      [-16_300, 1006, 2254 - 1630 + 14_670, 0, 0, 0],
      ['day 76: tA', 'day 76: tB', 'day 76: tC'],
    ],
    [
      'a dispute that is won before the day: every share is sent once',
      { delays: ALL(7), months: 1, incidents: [happens('1 dispute dp', { outcome: 'won' })] },
      ['day 7: 3'],
      [-16_300, 2003, -373, 4410, 7110, 3150],
    ],
    [
      'a dispute of a renewal that is lost before the day: no share of it is sent',
      { delays: ALL(7), months: 2, incidents: [happens('2 dispute dp', { outcome: 'lost' })] },
      ['day 7: 3'],
      [-16_300, 4006, -2376, 4410, 7110, 3150],
    ],
    [
      'a provider that is restricted meanwhile gets its share on the day, once',
      { delays: { tC: 7 }, months: 2, incidents: [happens('2 restriction C')] },
      ['day 0: 2', 'day 7: 1', 'day 31: 2', 'day 38: 1'],
      [-32_600, 1006, 2254, 8820, 14_220, 6300],
    ],
  ])('%s', { timeout: 60_000 }, async ([, wish, days, balances, later]) => {
    const detail = await play(told(flagship.document, wish))
    expect(leftOver(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(detail.waiting?.map(({ day, block }) => `day ${String(day)}: ${block}`)).toEqual(later)
    expect(transfersByDay(detail)).toEqual(days)
    expect(observed(detail)).toEqual(balances)
  })
})

describe('without a test clock', () => {
  it('the days of a hold are taken as over, after whatever happens before', { timeout: 60_000 }, async () => {
    const refunded = [happens('1 refund rf', { scope: 'percent', percent: 10 })]
    const run = await start(told(crowdfunding.document, { delays: {}, months: 1, incidents: refunded }))
    const over: unknown[] = []
    await untilEvent(server, run, event => {
      if (event.type === 'wait.over') over.push(event)
      return isOver(event)
    })
    const detail = await detailOf(run)
    expect(leftOver(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(over).toMatchObject([{ day: 7, month: 1, clock: false }])
    const sent = detail.operations.filter(({ call }) => call === 'transfers.create')
    expect(sent.map(({ request }) => readPath(request, 'params.amount'))).toEqual([12_825])
  })

  it('what happens after its end comes after the transfer', { timeout: 60_000 }, async () => {
    const refunded = [{ ...happens('1 refund rf', { scope: 'percent', percent: 10 }), day: 40 }]
    const detail = await play(told(crowdfunding.document, { delays: {}, months: 2, incidents: refunded }))
    expect(leftOver(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    const moved = detail.operations.filter(({ call }) => /^(transfers|refunds)\.create/.test(call))
    expect(moved.map(({ call }) => call)).toEqual([
      'transfers.create',
      'transfers.createReversal',
      'refunds.create',
    ])
  })
})
