import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { bundle, market, order, single } from '#shared/check/example-flows.ts'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { emptyDocument, type FlowDocument, type Incident } from '#shared/flow/document.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

/** A drawing in which these things happen. */
const told = (graph: FlowGraph, months: number, incidents: readonly Incident[]): FlowDocument => ({
  ...emptyDocument('Told', API_VERSION),
  graph,
  parts: {
    ...emptyDocument('Told', API_VERSION).parts,
    scenarios: { told: { title: 'Told', months, seed: 1, volumes: {}, incidents } },
  },
})

async function play(document: FlowDocument): Promise<RunDetail> {
  const started = await server.call('POST', '/api/runs', { body: { document, scenario: 'told' } })
  expect(started.status, JSON.stringify(started.body)).toBe(201)
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

/** What went wrong or does not agree. */
const leftOver = (detail: RunDetail): unknown[] => [
  ...detail.operations.flatMap(({ operation, error }) => (error ? [[operation, error.message]] : [])),
  ...(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched') ?? []),
]

const observed = ({ reconciliation }: RunDetail): Record<string, number> =>
  Object.fromEntries((reconciliation?.rows ?? []).map(row => [row.account, row.observed]))

/** Money to and from banks, which no forecast is compared to: what the books say of it. */
const atBanks = ({ ledger }: RunDetail): string[] =>
  ledger
    .filter(({ from, to }) => from.startsWith('bank:') || to.startsWith('bank:'))
    .map(({ from, to, money }) => `${from} -> ${to} ${money.amount}`)

/** Where these things happen money goes to or comes from a bank; else there is none. */
const BANKS: Readonly<Record<string, readonly string[]>> = {
  'a transfer straight from its balance, once a top-up has arrived': [
    'bank:platform -> balance:platform 20000',
  ],
  'a payout by hand of what a provider has': ['balance:A -> bank:A 4410'],
  'an instant one, for which the fee stays behind': ['balance:A -> bank:A 4000'],
  'a payout by hand of what the platform has itself': ['balance:platform -> bank:platform 879'],
}

const answerOf = ({ operations }: RunDetail, call: string): unknown =>
  operations.find(one => one.call === call)?.response

/** `2 cancellation plan`: in month 2 something happens to a block. */
const happens = (text: string, props: Incident['props'] = {}): Incident => {
  const [month = '', kind = '', block = ''] = text.split(' ')
  return { month: Number(month), kind, block: blockId(block), props }
}

/** A bundle of $128.00 and its balances after the first payment. */
const BUNDLE = {
  'customer:cus': -12_800,
  'balance:platform': 879,
  'fees:stripe': 401,
  'balance:A': 4410,
  'balance:B': 7110,
}

const HEARD = ['invoice.paid', 'invoice.payment_failed']

const paidOut = (props: Record<string, unknown>): FlowGraph =>
  bundle({ blocks: { out: ['payout', props] }, with: ['A.money-out -> out.money-in'] })

describe('what the platform does by itself is run as it is forecast', () => {
  it.for<[string, FlowGraph, number, Incident[], Record<string, number>, string, object]>([
    [
      'a transfer straight from its balance, once a top-up has arrived',
      bundle({
        blocks: { top: ['top-up', { amount: 20_000 }], tip: ['transfer', { amount: 4500 }] },
        with: [
          'top.money-out -> plt.money-in',
          'plt.money-out -> tip.money-in',
          'tip.money-out -> A.money-in',
        ],
      }),
      1,
      [],
      { ...BUNDLE, 'balance:platform': 879 - 4500, 'balance:A': 4410 + 4500 },
      'topups.retrieve',
      { status: 'succeeded' },
    ],
    [
      'a payout by hand of what a provider has',
      paidOut({ interval: 'manual' }),
      1,
      [happens('1 payout out', { amount: 4410 })],
      BUNDLE,
      'payouts.create',
      { amount: 4410, currency: 'usd', method: 'standard', automatic: false },
    ],
    [
      'an instant one, for which the fee stays behind',
      paidOut({ interval: 'manual', method: 'instant' }),
      1,
      [happens('1 payout out', { amount: 4000 })],
      BUNDLE,
      'payouts.create',
      { amount: 4000, method: 'instant' },
    ],
    [
      'a hold that is let go: nobody is charged',
      order({
        blocks: { take: ['capture'] },
        set: { pay: { captureMethod: 'manual' } },
        with: ['pay.money-out -> take.money-in'],
      }),
      1,
      [happens('1 hold-released take')],
      {},
      'paymentIntents.cancel',
      { status: 'canceled', cancellation_reason: 'abandoned' },
    ],
    [
      'a payment that is put up for review, and approved',
      order({
        blocks: { guard: ['radar', { reviewAbove: 1000 }] },
        with: ['guard.radar -> pay.radar'],
      }),
      1,
      [happens('1 review guard')],
      { 'customer:cus': -5000, 'balance:platform': 4825, 'fees:stripe': 175 },
      'reviews.approve',
      { open: false, closed_reason: 'approved' },
    ],
    [
      'a subscription that is cancelled before its renewal',
      bundle({ blocks: { clk: ['test-clock'] }, with: ['clk.test-clock -> cus.test-clock'] }),
      3,
      [happens('2 cancellation plan')],
      BUNDLE,
      'subscriptions.cancel',
      { status: 'canceled' },
    ],
    [
      'a subscription whose invoices are sent, and paid as they come',
      bundle({
        blocks: { clk: ['test-clock'] },
        set: { plan: { collectionMethod: 'send_invoice', daysUntilDue: 30 } },
        with: ['clk.test-clock -> cus.test-clock'],
      }),
      2,
      [],
      Object.fromEntries(Object.entries(BUNDLE).map(([account, amount]) => [account, 2 * amount])),
      'invoices.pay',
      { status: 'paid', collection_method: 'send_invoice' },
    ],
    [
      'a schedule whose invoices are sent, and paid as they come',
      single({
        drop: ['plan'],
        blocks: {
          clk: ['test-clock'],
          wh: ['webhook-endpoint', { url: 'https://app.example/events', enabledEvents: HEARD }],
          ok: ['event-handler', { events: HEARD }],
          steps: [
            'subscription-schedule',
            {
              collectionMethod: 'send_invoice',
              daysUntilDue: 14,
              phases: [{ price: 'fee', durationInterval: 'month', durationCount: 2 }],
            },
          ],
        },
        with: [
          'clk.test-clock -> cus.test-clock',
          'cus.customer -> steps.customer',
          'fee.price -> steps.price',
          'form.money-out -> steps.money-in',
          'steps.event-out -> wh.event-in',
          'wh.event-out -> ok.event-in',
        ],
      }),
      2,
      [],
      { 'customer:cus': -4000, 'balance:platform': 3824, 'fees:stripe': 176 },
      'invoices.pay',
      { status: 'paid', collection_method: 'send_invoice' },
    ],
    [
      'a payout by hand of what the platform has itself',
      bundle({
        blocks: { out: ['payout', { interval: 'manual' }] },
        with: ['plt.money-out -> out.money-in'],
      }),
      1,
      [happens('1 payout out', { amount: 879 })],
      BUNDLE,
      'payouts.create',
      { amount: 879, currency: 'usd', automatic: false },
    ],
    [
      'an application fee that is given back',
      market({
        blocks: { cut: ['application-fee', { percent: 10 }] },
        with: ['cut.application-fee -> pay.application-fee'],
      }),
      1,
      [happens('1 fee-refund cut')],
      { 'customer:cus': -10_000, 'balance:platform': -320, 'fees:stripe': 320, 'balance:A': 10_000 },
      'applicationFees.createRefund',
      { amount: 1000 },
    ],
    [
      'a report from the books, when the payment has been shared',
      bundle({
        blocks: { led: ['ledger'], rep: ['report', { content: 'provider_statement' }] },
        with: ['spl.event-out -> led.event-in', 'led.ledger -> rep.ledger'],
      }),
      1,
      [],
      BUNDLE,
      'balanceTransactions.list',
      { data: [{ amount: expect.any(Number), type: 'payment' }] },
    ],
    [
      'a schedule whose second phase bills three of the same',
      single({
        drop: ['plan'],
        blocks: {
          clk: ['test-clock'],
          wh: ['webhook-endpoint', { url: 'https://app.example/events', enabledEvents: HEARD }],
          ok: ['event-handler', { events: HEARD }],
          steps: [
            'subscription-schedule',
            {
              endBehavior: 'cancel',
              phases: [
                { price: 'fee', durationInterval: 'month', durationCount: 1 },
                { items: [{ price: 'fee', quantity: 3 }], durationInterval: 'month', durationCount: 1 },
              ],
            },
          ],
        },
        with: [
          'clk.test-clock -> cus.test-clock',
          'cus.customer -> steps.customer',
          'fee.price -> steps.price',
          'form.money-out -> steps.money-in',
          'steps.event-out -> wh.event-in',
          'wh.event-out -> ok.event-in',
        ],
      }),
      2,
      [],
      { 'customer:cus': -8000, 'balance:platform': 7708, 'fees:stripe': 292 },
      'subscriptionSchedules.create',
      { end_behavior: 'cancel' },
    ],
  ])('%s', { timeout: 60_000 }, async ([name, graph, months, incidents, balances, call, answer]) => {
    const detail = await play(told(graph, months, incidents))
    expect(leftOver(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(observed(detail)).toEqual(balances)
    expect(atBanks(detail)).toEqual(BANKS[name] ?? [])
    expect(answerOf(detail, call)).toMatchObject(answer)
  })
})
