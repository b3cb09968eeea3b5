import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

type Incidents = readonly {
  month: number
  day?: number
  kind: string
  block: string
  props?: Record<string, unknown>
}[]

/** The flagship with a scenario of these incidents. */
const withIncidents = (months: number, incidents: Incidents): object => ({
  ...flagship.document,
  parts: {
    ...flagship.document.parts,
    scenarios: {
      told: {
        title: 'Told',
        months,
        seed: 1,
        volumes: {},
        incidents: incidents.map(one => ({ ...one, block: blockId(one.block) })),
      },
    },
  },
})

async function runTold(document: object, scenario = 'told'): Promise<RunDetail> {
  const started = await server.call('POST', '/api/runs', { body: { document, scenario } })
  expect(started.status, JSON.stringify(started.body)).toBe(201)
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

const ACCOUNTS = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']

const observed = (detail: RunDetail): number[] =>
  ACCOUNTS.map(
    account => detail.reconciliation?.rows.find(row => row.account === account)?.observed ?? Number.NaN,
  )

const leftOver = (detail: RunDetail): unknown[] => [
  ...detail.operations
    .filter(({ error }) => error !== null)
    .map(({ operation, error }) => [operation, error?.message]),
  ...(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched') ?? []),
]

/** Numbers of the worked example: customer, fees, platform, three providers. */
describe('what can happen to the flagship, reconciled to the cent', () => {
  it.for<[string, number, Incidents, number[]]>([
    [
      'one service of the renewal is refunded and its share taken back',
      2,
      [{ month: 2, kind: 'refund', block: 'rf', props: { scope: 'lines', prices: ['qC'] } }],
      [-29_100, 1006, 1904, 8820, 14_220, 3150],
    ],
    [
      'everything is refunded',
      1,
      [{ month: 1, kind: 'refund', block: 'rf', props: { scope: 'full' } }],
      [0, 503, -503, 0, 0, 0],
    ],
    [
      'three partial refunds of one service do not drift',
      1,
      [1, 2, 3].map(() => ({
        month: 1,
        kind: 'refund',
        block: 'rf',
        props: { scope: 'lines', prices: ['qC'], amount: 33 },
      })),
      [-16_201, 503, 1117, 4410, 7110, 3061],
    ],
    [
      'an amount is refunded',
      1,
      [{ month: 1, kind: 'refund', block: 'rf', props: { scope: 'amount', amount: 1000 } }],
      [-15_300, 503, 1028, 4140, 6673, 2956],
    ],
    [
      'everything of month 1 is refunded when month 2, which costs more, is paid',
      2,
      [
        { month: 1, kind: 'plan-change', block: 'sub', props: { price: 'qC', quantity: 2 } },
        { month: 1, day: 35, kind: 'refund', block: 'rf', props: { scope: 'full' } },
      ],
      [-37_907 + 16_300, 1160, 2631 - 1630, 4410, 7110, 11_076 - 3150],
    ],
    [
      'one service of month 2 is refunded on the day on which month 3 is paid',
      3,
      [{ month: 2, day: 28, kind: 'refund', block: 'rf', props: { scope: 'lines', prices: ['qC'] } }],
      [-48_900 + 3500, 1509, 3381 - 350, 13_230, 21_330, 6300],
    ],
    [
      'the renewal is declined, another card pays it',
      2,
      [{ month: 2, kind: 'decline', block: 'sub' }],
      [-32_600, 1006, 2254, 8820, 14_220, 6300],
    ],
    [
      'the renewal is declined until the subscription ends: no third payment',
      3,
      [{ month: 2, kind: 'decline', block: 'sub', props: { outcome: 'ended' } }],
      [-16_300, 503, 1127, 4410, 7110, 3150],
    ],
    [
      'the renewal needs authentication, and the customer comes back',
      2,
      [{ month: 2, kind: 'authentication', block: 'sub' }],
      [-32_600, 1006, 2254, 8820, 14_220, 6300],
    ],
    [
      'the renewal is paid by bank debit and shared when the bank has paid',
      2,
      [{ month: 2, kind: 'delayed', block: 'sub' }],
      [-32_600, 633, 2627, 8820, 14_220, 6300],
    ],
    [
      'a service is doubled in mid-cycle: the next invoice prorates',
      2,
      [{ month: 1, kind: 'plan-change', block: 'sub', props: { price: 'qC', quantity: 2 } }],
      [-37_907, 1160, 2631, 8820, 14_220, 11_076],
    ],
    [
      'a provider is restricted, then gets the share that was held back',
      2,
      [{ month: 2, kind: 'restriction', block: 'C' }],
      [-32_600, 1006, 2254, 8820, 14_220, 6300],
    ],
    [
      'a provider stays restricted: the others are paid, its share stays with the platform',
      3,
      [{ month: 2, kind: 'restriction', block: 'C', props: { outcome: 'stays' } }],
      [-48_900, 1509, 9681, 13_230, 21_330, 3150],
    ],
    [
      'the renewal is disputed and lost',
      2,
      [{ month: 2, kind: 'dispute', block: 'dp', props: { outcome: 'lost' } }],
      [-16_300, 4006, -2376, 4410, 7110, 3150],
    ],
    [
      'the payment is disputed, countered and won: shares are sent again, and a service is refunded afterwards',
      1,
      [
        { month: 1, kind: 'dispute', block: 'dp', props: { outcome: 'won' } },
        { month: 1, kind: 'refund', block: 'rf', props: { scope: 'lines', prices: ['qC'] } },
      ],
      [-12_800, 2003, -723, 4410, 7110, 0],
    ],
  ])('%s', { timeout: 60_000 }, async ([, months, incidents, expected]) => {
    const detail = await runTold(withIncidents(months, incidents))
    expect(leftOver(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(observed(detail)).toEqual(expected)
  })
})

describe('the ledger of a run', () => {
  it('tells a share that is taken back as the provider’s, not the customer’s', {
    timeout: 60_000,
  }, async () => {
    const detail = await runTold(flagship.document, 'refund-one')
    const told = detail.ledger.map(({ from, to, money }) => `${from} > ${to} ${String(money.amount)}`)
    expect([...told.slice(0, 2), ...told.slice(2, 5).toSorted(), ...told.slice(5)]).toEqual([
      'customer:cus > balance:platform 16300',
      'balance:platform > fees:stripe 503',
      // The three are made at the same time.
      'balance:platform > balance:A 4410',
      'balance:platform > balance:B 7110',
      'balance:platform > balance:C 3150',
      'balance:C > balance:platform 3150',
      'balance:platform > customer:cus 3500',
    ])
  })
})

describe('a trial', () => {
  it('puts the first payment off: nothing is charged or shared before it ends', {
    timeout: 60_000,
  }, async () => {
    const trial = { id: blockId('tr'), kind: 'trial', label: 'Two weeks', props: { days: 14 } }
    const from = { block: blockId('tr'), port: 'trial' }
    const to = { block: blockId('sub'), port: 'trial' }
    const { document } = applyPatch(flagship.document, [
      { op: 'block.add', block: trial },
      { op: 'connection.add', connection: { id: connectionId('tr-sub'), from, to } },
    ])
    const detail = await runTold(document, 'renewal')
    expect(leftOver(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(observed(detail)).toEqual([-32_600, 1006, 2254, 8820, 14_220, 6300])
    const advanced = detail.operations.filter(({ call }) => call === 'testHelpers.testClocks.advance')
    expect(readPath(advanced[0]?.request, 'params.frozen_time')).toBe(1_767_225_600 + 14 * 86_400 + 3660)
  })
})

describe('a retry policy of one’s own', () => {
  it('is set for the run, so that the subscription ends as the design says', {
    timeout: 60_000,
  }, async () => {
    const props = { tries: 2, window: '1w', finalAction: 'unpaid' }
    const { document } = applyPatch(flagship.document, [
      { op: 'block.set', id: blockId('dun'), set: { props } },
    ])
    const detail = await runTold(document, 'decline-ended')
    expect(leftOver(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    const called = (name: string) => detail.operations.find(({ operation }) => operation.endsWith(name))
    expect(called('-policy')).toMatchObject({ block: 'dun', response: { retry_policy: { days: [4, 7] } } })
    expect(called('-ended')?.response).toMatchObject({ status: 'unpaid' })
    // And the next run, whose design says otherwise, is not played by it.
    expect((await runTold(flagship.document, 'decline-ended')).run).toMatchObject({ reconciled: true })
  })
})

describe('what cannot happen is refused before anything is called', () => {
  it.for<[string, Incidents, string]>([
    ['an unknown kind', [{ month: 1, kind: 'earthquake', block: 'sub' }], 'Nothing of the kind “earthquake”'],
    ['another block', [{ month: 1, kind: 'refund', block: 'sub' }], 'it needs refund'],
    ['a first payment that is declined', [{ month: 1, kind: 'decline', block: 'sub' }], 'begin with month 2'],
    [
      'a decline on a day of its own',
      [{ month: 2, day: 5, kind: 'decline', block: 'sub' }],
      'not on day 5 after it',
    ],
    [
      'a dispute on a day of its own',
      [{ month: 1, day: 40, kind: 'dispute', block: 'dp' }],
      'no call does so later',
    ],
    [
      'a refund before the dispute of the same payment',
      [
        { month: 1, kind: 'refund', block: 'rf' },
        { month: 1, kind: 'dispute', block: 'dp' },
      ],
      'before the dispute',
    ],
  ])('%s', async ([, incidents, reason]) => {
    const document = withIncidents(1, incidents)
    const answer = await server.call('POST', '/api/runs', { body: { document, scenario: 'told' } })
    expect(answer).toMatchObject({ status: 422, body: { code: 'impossible-scenario' } })
    expect(readPath(answer.body, 'detail')).toContain(reason)
  })
})

it('takes a coupon out of the share of the one provider that funds it, to the cent', {
  timeout: 60_000,
}, async () => {
  const off = blockId('off')
  const coupon = { amountOff: 1000, fundedBy: 'provider', funder: 'A' }
  const { document } = applyPatch(flagship.document, [
    { op: 'block.add', block: { id: off, kind: 'coupon', label: 'Ten dollars', props: coupon } },
    {
      op: 'connection.add',
      connection: {
        id: connectionId('off-sub'),
        from: { block: off, port: 'coupon' },
        to: { block: blockId('sub'), port: 'coupon' },
      },
    },
  ])
  const once = { title: 'Once', months: 1, seed: 1, volumes: {}, incidents: [] }
  const told = { ...document, parts: { ...document.parts, scenarios: { once } } }
  const detail = await runTold(told, 'once')
  expect(leftOver(detail)).toEqual([])
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  // Fees are 2.9 % + 30 of 15,300; the commission is 10 % of what was paid.
  expect(observed(detail)).toEqual([-15_300, 474, 1056, 3510, 7110, 3150])
})
