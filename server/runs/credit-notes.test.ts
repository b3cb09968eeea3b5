import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument, Incident } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { b2bNet30 } from '#shared/templates/b2b-net-30.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

/** Credit notes in runs: paid back, kept as credit for the next invoice, or written before the invoice is paid. */
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

type Props = Readonly<Record<string, unknown>>

const told = (document: FlowDocument, months: number, incidents: readonly Incident[]): FlowDocument => ({
  ...document,
  parts: {
    ...document.parts,
    scenarios: { told: { title: 'Told', months, seed: 1, volumes: {}, incidents } },
  },
})

const wire = (from: string, to: string, port: [out: string, into: string]): GraphPatch[number] => ({
  op: 'connection.add',
  connection: {
    id: connectionId(`${from}-${to}`),
    from: { block: blockId(from), port: port[0] },
    to: { block: blockId(to), port: port[1] },
  },
})

const CREDITS: Incident = { month: 1, kind: 'credit-note', block: blockId('cn'), props: {} }

/** The flagship with a credit note on its subscription, whose shares are taken back. */
const subscribed = (props: Props, more: GraphPatch = []): FlowDocument =>
  applyPatch(flagship.document, [
    { op: 'block.add', block: { id: blockId('cn'), kind: 'credit-note', label: 'Credit', props } },
    wire('sub', 'cn', ['subscription', 'invoice']),
    wire('cn', 'rv', ['event-out', 'event-in']),
    ...more,
  ]).document

/** One of the two training days on the invoice over $4,200.00 is credited before it is paid. */
const sent = told(
  applyPatch(b2bNet30.document, [
    {
      op: 'block.set',
      id: blockId('credit'),
      set: { props: { issued: 'open', lines: [{ price: 'trainPrice', amount: 90_000 }] } },
      unset: ['props.amount', 'props.creditAmount'],
    },
  ]).document,
  1,
  [{ month: 1, kind: 'credit-note', block: blockId('credit'), props: {} }],
)

/** Tax on top of every price: 8.875 %. */
const taxed: GraphPatch = [
  {
    op: 'block.add',
    block: {
      id: blockId('vat'),
      kind: 'tax',
      label: 'Tax',
      props: { mode: 'rates', rates: [{ name: 'City', percent: '8.875', inclusive: false }] },
    },
  },
  wire('vat', 'sub', ['tax', 'tax']),
]

/** The flagship with invoices that are sent, of which one service is credited while they are open. */
const sentBundle = (months: number, incidents: readonly Incident[]): FlowDocument =>
  told(
    subscribed({ issued: 'open', lines: [{ price: 'qC' }] }, [
      {
        op: 'block.set',
        id: blockId('sub'),
        set: { props: { collectionMethod: 'send_invoice', daysUntilDue: 14 } },
      },
    ]),
    months,
    incidents,
  )

async function played(document: FlowDocument): Promise<RunDetail> {
  const started = await server.call('POST', '/api/runs', { body: { document, scenario: 'told' } })
  expect(started.status, JSON.stringify(started.body)).toBe(201)
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

const ACCOUNTS = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']

it.for<[string, FlowDocument, number[]]>([
  [
    'one service is paid back',
    told(subscribed({ lines: [{ price: 'qC' }] }), 1, [CREDITS]),
    [-12_800, 503, 777, 4410, 7110, 0],
  ],
  [
    // Month 2 charges 12800, fee 401; shares of 14670 are cut down to it.
    'one service is kept as credit: the next payment and its shares are smaller',
    told(subscribed({ lines: [{ price: 'qC' }], refundAmount: 0 }), 2, [CREDITS]),
    [-29_100, 904, 3876, 8258, 13_314, 2748],
  ],
  [
    'everything is kept as credit: month 2 charges and shares nothing, month 3 all',
    told(subscribed({ refundAmount: 0 }), 3, [CREDITS]),
    [-32_600, 1006, 16_924, 4410, 7110, 3150],
  ],
  [
    // Month 3 charges 12800, fee 401, and its shares are cut down to it; month 2 was paid before the note.
    'a service of month 1 is kept as credit when month 2 is paid: month 3 is smaller',
    told(subscribed({ lines: [{ price: 'qC' }], refundAmount: 0 }), 3, [{ ...CREDITS, day: 40 }]),
    [-45_400, 1407, 5003, 12_668, 20_424, 5898],
  ],
  [
    // 150 back, 50 outside of Stripe, 800 kept; month 2 charges 15500, fee 480.
    'parts of two lines go three ways',
    told(
      subscribed({
        lines: [
          { price: 'qA', amount: 900 },
          { price: 'qC', amount: 100 },
        ],
        refundAmount: 150,
        outOfBandAmount: 50,
      }),
      2,
      [CREDITS],
    ),
    [-31_650, 983, 2227, 8010, 14_220, 6210],
  ],
  [
    'a service is credited, then everything refunded: what was credited is not paid back too',
    told(subscribed({ lines: [{ price: 'qC' }], refundAmount: 0 }), 1, [
      CREDITS,
      { month: 1, kind: 'refund', block: blockId('rf'), props: { scope: 'full' } },
    ]),
    [-3500, 503, 2997, 0, 0, 0],
  ],
  [
    // 17747 with tax of 435 + 701 + 311; 3811 of it credited; month 2 charges 13936, fee 434, shares cut down to it.
    'one service is kept as credit, with the tax on top of it',
    told(subscribed({ lines: [{ price: 'qC' }], refundAmount: 0 }, taxed), 2, [CREDITS]),
    [-31_683, 979, 5248, 8599, 13_864, 2993],
  ],
  [
    'a refund that was made by itself is booked',
    told(
      subscribed({}, [
        wire('rf', 'cn', ['refund', 'refund']),
        { op: 'block.set', id: blockId('rf'), set: { props: { via: 'refund' } } },
      ]),
      1,
      [{ month: 1, kind: 'refund', block: blockId('rf'), props: {} }, CREDITS],
    ),
    [-12_800, 503, 777, 4410, 7110, 0],
  ],
  [
    'an open invoice is lowered by a line before it is paid',
    sent,
    [-330_000, 9600, 320_400, Number.NaN, Number.NaN, Number.NaN],
  ],
  [
    // 12800 are paid, fee 401; shares of 14670 are cut down to it.
    'the first invoice that a subscription sends is lowered between finalising and paying',
    sentBundle(1, [CREDITS]),
    [-12_800, 401, -401, 3848, 6204, 2748],
  ],
  [
    // 1000 of everything, then 3285, which is left of the line: 12015 are paid, fee 378, and shared.
    'that of month 2 is lowered twice, by an amount and by what it has left of a line',
    sentBundle(2, [
      { ...CREDITS, month: 2, props: { amount: 1000 } },
      { ...CREDITS, month: 2 },
    ]),
    [-28_315, 881, 1127 - 378, 4410 + 3612, 7110 + 5823, 3150 + 2580],
  ],
])('%s, reconciled to the cent', { timeout: 60_000 }, async ([, document, held]) => {
  const detail = await played(document)
  const failed = detail.operations.flatMap(({ operation, error }) =>
    error ? [[operation, error.message]] : [],
  )
  expect(failed).toEqual([])
  expect(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched')).toEqual([])
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  const observed = ACCOUNTS.map(
    account => detail.reconciliation?.rows.find(row => row.account === account)?.observed ?? Number.NaN,
  )
  expect(observed).toEqual(held)
})
