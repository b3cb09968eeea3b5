import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

/** Tax in runs: charged on top or inside, kept out of the providers’ shares, and given back with what is refunded. */
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

type Props = Readonly<Record<string, unknown>>

/** The flagship, whose customer lives in Berlin, with a tax block; its prices have tax on top but for one. */
function taxed(tax: Props, inclusive: readonly string[], refund: Props): FlowDocument {
  const set = (id: string, props: Props) => ({ op: 'block.set' as const, id: blockId(id), set: { props } })
  const { document } = applyPatch(flagship.document, [
    { op: 'block.add', block: { id: blockId('vat'), kind: 'tax', label: 'VAT', props: tax } },
    {
      op: 'connection.add',
      connection: {
        id: connectionId('vat-sub'),
        from: { block: blockId('vat'), port: 'tax' },
        to: { block: blockId('sub'), port: 'tax' },
      },
    },
    set('cus', { country: 'DE', postalCode: '10115' }),
    ...['qA', 'qB', 'qC'].map(price =>
      set(price, {
        ...propsOf(price),
        taxBehavior: inclusive.includes(price) ? 'inclusive' : 'exclusive',
      }),
    ),
  ])
  const incidents = [{ month: 1, kind: 'refund', block: blockId('rf'), props: refund }]
  const told = { title: 'Told', months: 2, seed: 1, volumes: {}, incidents }
  return { ...document, parts: { ...document.parts, scenarios: { told } } }
}

const propsOf = (id: string): Props => flagship.document.graph.blocks[blockId(id)]?.props ?? {}

async function played(document: FlowDocument): Promise<RunDetail> {
  const started = await server.call('POST', '/api/runs', { body: { document, scenario: 'told' } })
  expect(started.status, JSON.stringify(started.body)).toBe(201)
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

const ACCOUNTS = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']

const AUTOMATIC = { mode: 'automatic', liability: 'self', registrations: ['DE'] }
const RATES = {
  mode: 'rates',
  rates: [
    { name: 'City', percent: '8.875', inclusive: false },
    { name: 'State', percent: '4', inclusive: false },
  ],
}

it.for<[string, FlowDocument, number[]]>([
  [
    // 4900 + 931, 7900 + 1501, 3500 + 665; shares of 90 % without tax; 840 + 160 of 4165 back, of a share of 3150.
    'on top, automatically; a part of one service is given back with its tax',
    taxed(AUTOMATIC, [], { scope: 'lines', prices: ['qC'], amount: 1000 }),
    [-37_794, 1186, 8024, 8820, 14_220, 5544],
  ],
  [
    // 1261 of 7900 is tax: the share is 5975 of 6639. All of it goes back.
    'inside one price, automatically; that service is given back',
    taxed(AUTOMATIC, ['qB'], { scope: 'lines', prices: ['qB'] }),
    [-27_892, 1098, 5699, 8820, 5975, 6300],
  ],
  [
    // Of 4900, 7900, 3500: 435 + 701 + 311 and 196 + 316 + 140.
    'by two rates of one’s own; everything is given back',
    taxed(RATES, [], { scope: 'full' }),
    [-18_399, 1128, 2601, 4410, 7110, 3150],
  ],
])('%s, to the cent', { timeout: 60_000 }, async ([, document, held]) => {
  const detail = await played(document)
  const failed = detail.operations.flatMap(({ operation, error }) =>
    error ? [[operation, error.message]] : [],
  )
  expect(failed).toEqual([])
  expect(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched')).toEqual([])
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  const observed = ACCOUNTS.map(
    account => detail.reconciliation?.rows.find(row => row.account === account)?.observed,
  )
  expect(observed).toEqual(held)
})
