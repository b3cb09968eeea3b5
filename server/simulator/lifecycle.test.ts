import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { openBundle } from './testing/bundle.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** The worked cases of a bundle, line by line of its ledger: customer, fees, platform, providers A, B and C. */
let simulator: Simulator
/** Days that have passed on the wall clock: charges become available by it. */
let passed = 0
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 11, now: () => Date.now() + passed * 86_400_000 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

type Flow = Awaited<ReturnType<typeof openBundle>>

/** The latest invoice's charge, split among the providers. */
async function splitLatest(flow: Flow) {
  const charge = await flow.chargeOf((await flow.latest()).id)
  return { charge, transfers: await flow.split(charge) }
}

/** The third month: the renewal is declined, a new card pays it, and its providers get their legs. */
async function declineAndRecover(flow: Flow) {
  const before = await flow.ledger()
  await flow.use('pm_card_chargeCustomerFail')
  await flow.advance(28)
  const failed = await flow.latest()
  expect(failed).toMatchObject({
    status: 'open',
    attempt_count: 1,
    next_payment_attempt: expect.any(Number),
  })
  const { subscriptions, invoices } = flow.stripe
  expect((await subscriptions.retrieve(flow.subscription)).status).toBe('past_due')
  expect(await flow.ledger()).toEqual(before)
  await flow.use('pm_card_bypassPending')
  expect((await invoices.pay(failed.id)).status).toBe('paid')
  expect((await subscriptions.retrieve(flow.subscription)).status).toBe('active')
  return splitLatest(flow)
}

/** One service of the latest invoice is given back: first by its provider, then to the customer. */
async function refundService(flow: Flow, price: number, transfer: { readonly id: string } | undefined) {
  const invoice = await flow.latest()
  const leg = Math.round(price * 0.9)
  await flow.stripe.transfers.createReversal(transfer?.id ?? '', { amount: leg })
  const line = invoice.lines.data.find(one => one.amount === price)?.id ?? ''
  const note = await flow.stripe.creditNotes.create({
    invoice: invoice.id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: line, quantity: 1 }],
    refund_amount: price,
  })
  expect([note.amount, note.refunds.length]).toEqual([price, 1])
}

it('renews, is declined, recovers, and gives one service back', async () => {
  const flow = await openBundle(open('sk_test_refund'))
  await splitLatest(flow)
  expect(await flow.ledger()).toEqual([-16300, 503, 1127, 4410, 7110, 3150])
  await flow.advance(31.1)
  await splitLatest(flow)
  expect(await flow.ledger()).toEqual([-32600, 1006, 2254, 8820, 14220, 6300])
  const { charge, transfers } = await declineAndRecover(flow)
  expect(await flow.ledger()).toEqual([-48900, 1509, 3381, 13230, 21330, 9450])
  await refundService(flow, 3500, transfers[2])
  expect(await flow.ledger()).toEqual([-45400, 1509, 3031, 13230, 21330, 6300])
  await expect(flow.stripe.refunds.create({ charge, amount: 12801 })).rejects.toMatchObject({
    message: expect.stringContaining('($128.01) is greater than unrefunded amount on charge ($128.00)'),
  })
})

test.for([
  ['lost', 'losing_evidence'],
  ['won', 'winning_evidence'],
] as const)('a dispute over the second month is countered, and %s', async ([outcome, evidence]) => {
  const flow = await openBundle(open(`sk_test_${outcome}`), { card: 'pm_card_bypassPending' })
  const { disputes, refunds, transfers } = flow.stripe
  await splitLatest(flow)
  await flow.use('pm_card_createDispute')
  await flow.advance(31.1)
  const { charge, transfers: undone } = await splitLatest(flow)
  const third = await declineAndRecover(flow)
  await refundService(flow, 3500, third.transfers[2])
  const [dispute] = (await disputes.list({ charge })).data
  expect(dispute).toMatchObject({ amount: 16300, status: 'needs_response', reason: 'fraudulent' })
  await expect(refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_disputed' })
  for (const transfer of undone) await transfers.createReversal(transfer.id)
  expect(await flow.ledger()).toEqual([-29100, 3009, -99, 8820, 14220, 3150])

  const submitted = await disputes.update(dispute?.id ?? '', {
    evidence: { uncategorized_text: evidence },
    submit: true,
  })
  expect(submitted.status).toBe(outcome)
  const booked = submitted.balance_transactions.map(({ amount, fee }) => [amount, fee])
  expect(booked.slice(0, 2)).toEqual([
    [-16300, 1500],
    [0, 1500],
  ])
  if (outcome === 'lost') {
    expect(await flow.ledger()).toEqual([-29100, 4509, -1599, 8820, 14220, 3150])
    return
  }
  expect(booked[2]).toEqual([16300, -1500])
  passed += 3
  await flow.split(null)
  expect(await flow.ledger()).toEqual([-45400, 3009, 1531, 13230, 21330, 6300])
})

it('ends a subscription whose renewal is never collected', async () => {
  const flow = await openBundle(open('sk_test_dunning'))
  await flow.use('pm_card_chargeCustomerFail')
  await flow.advance(31.1)
  await flow.advance(20)
  const invoice = await flow.latest()
  expect([invoice.status, invoice.attempt_count, invoice.next_payment_attempt]).toEqual(['open', 9, null])
  const ended = await flow.stripe.subscriptions.retrieve(flow.subscription)
  expect([ended.status, ended.cancellation_details?.reason]).toEqual(['canceled', 'payment_failed'])
})
