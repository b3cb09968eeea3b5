import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { startSimulator } from '../simulator/start-simulator.ts'
import { SIMULATOR_KEY } from '../stripe/api-key.ts'
import { heldApi } from '../test-faulty-api.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
let stripe: Stripe
/** The API counts seconds; here each look at its clock moves it, so that what comes later is seen to be later. */
let looks = 0
/** No month passes and no books are read before this is fulfilled: until then a run is under way, however fast it is. */
let goesOn: Promise<void> = Promise.resolve()
beforeAll(async () => {
  server = await startTestServer({
    startSimulator: async () => {
      const simulator = await startSimulator({
        port: 0,
        dataDir: null,
        seed: 3,
        now: () => Date.now() + 100 * ++looks,
      })
      stripe = new Stripe(SIMULATOR_KEY, { host: '127.0.0.1', port: simulator.port, protocol: 'http' })
      const held = await heldApi(simulator.port, async path => {
        if (path.endsWith('/advance') || path.startsWith('/v1/balance_transactions')) await goesOn
      })
      const close = async (): Promise<void> => {
        await held.close()
        await simulator.close()
      }
      return { port: held.port, close }
    },
  })
}, 60_000)
afterAll(() => server.stop())

/** Runs stay in their first month until what comes back is called. */
function holdRuns(): () => void {
  let release = (): void => {}
  goesOn = new Promise(resolve => {
    release = resolve
  })
  return release
}

async function start(months: number): Promise<string> {
  const answer = await server.call('POST', '/api/runs', { body: { document: flagship.document, months } })
  return String(readPath(answer.body, 'run.id'))
}

const hasPaid = ({ type }: RunEvent): boolean => type === 'webhook.received'

async function finish(run: string): Promise<RunDetail> {
  await untilEvent(server, run, isOver)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

const charge = (amount: number, metadata: Record<string, string> = {}): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create({
    payment_method: 'pm_card_bypassPending',
    allowed_payment_method_types: ['card'],
    confirm: true,
    amount,
    currency: 'usd',
    metadata,
  })

/** A subscription that a Sluice with a database of its own runs on the same account: its charges bear no mark. */
async function runElsewhere(run: string): Promise<void> {
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const product = await stripe.products.create({ name: 'Elsewhere' })
  const item = {
    currency: 'usd',
    product: product.id,
    recurring: { interval: 'month' },
    unit_amount: 500,
  } as const
  const metadata = { run }
  await stripe.subscriptions.create({ customer: customer.id, items: [{ price_data: item }], metadata })
}

const left = ({ reconciliation }: RunDetail): unknown[] =>
  (reconciliation?.entries ?? [])
    .filter(({ state }) => state !== 'matched')
    .map(({ state, account, amount, memo, source, cause }) => ({
      state,
      account,
      amount,
      memo,
      source,
      cause,
    }))

/** A fee that such a Sluice took of an account that it made, long before; it is given back later. */
async function takeFeeElsewhere(run: string): Promise<string> {
  const { id: account } = await stripe.accounts.create({ metadata: { run } })
  const paid = await stripe.paymentIntents.create({
    payment_method: 'pm_card_bypassPending',
    allowed_payment_method_types: ['card'],
    confirm: true,
    capture_method: 'automatic',
    amount: 4_000,
    currency: 'usd',
    application_fee_amount: 400,
    transfer_data: { destination: account },
    expand: ['latest_charge'],
  })
  const fee = typeof paid.latest_charge === 'object' ? paid.latest_charge?.application_fee : null
  if (typeof fee !== 'string') throw new Error('no fee was taken')
  return fee
}

it('what somebody else does on the account while a run is under way is left over, with when and by whom', {
  timeout: 120_000,
}, async () => {
  const { id: provider } = await stripe.accounts.create({})
  await charge(50_000)
  const other = `run_${'a1'.repeat(9)}`
  const earlierFee = await takeFeeElsewhere(other)
  const release = holdRuns()
  const run = await start(4)
  await untilEvent(server, run, hasPaid)
  const foreign = await charge(2_000)
  const transfer = await stripe.transfers.create({ amount: 4_410, currency: 'usd', destination: provider })
  await charge(700, { run: other })
  await runElsewhere(other)
  await stripe.applicationFees.createRefund(earlierFee, { amount: 100 })
  release()
  const detail = await finish(run)

  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: false })
  const told = (about: unknown): unknown =>
    expect.stringMatching(
      new RegExp(
        `^Not made by this run: ${String(about)} .* was booked at 20.* UTC, by hand or by another program`,
      ),
    )
  expect(left(detail)).toEqual([
    expect.objectContaining({
      state: 'unexplained',
      account: 'balance:platform',
      amount: 2_000 - 88,
      memo: 'charge',
      cause: told(foreign.latest_charge),
    }),
    expect.objectContaining({
      state: 'unexplained',
      account: 'balance:platform',
      amount: -4_410,
      memo: 'transfer',
      cause: told(transfer.id),
    }),
  ])
  expect(detail.reconciliation?.aside).toEqual([{ of: 'run', run: other, count: 3 }])
  const platform = detail.reconciliation?.rows.find(({ account }) => account === 'balance:platform')
  expect(platform?.difference).toBe(2_000 - 88 - 4_410)
})

it('two runs at the same time set each other aside', { timeout: 120_000 }, async () => {
  const release = holdRuns()
  const runs = await Promise.all([start(3), start(3)])
  await Promise.all(runs.map(run => untilEvent(server, run, hasPaid)))
  release()
  const details = await Promise.all(runs.map(finish))
  for (const [at, detail] of details.entries()) {
    expect(left(detail)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    const aside = [{ of: 'run', run: runs[1 - at], count: expect.any(Number) }]
    expect(detail.reconciliation?.aside).toEqual(aside)
  }
})
