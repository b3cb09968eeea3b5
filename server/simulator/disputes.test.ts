import { Stripe } from 'stripe'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { heldBy, toldAbout } from './testing/seen.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What disputes live through: asked about, answered, lost, appealed, prevented. */
const DAY = 86_400_000
let time = 1_767_268_800_000
let simulator: Simulator
let stripe: Stripe
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, seed: 52, now: () => time })
  stripe = new Stripe('sk_test_disputes', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
})
afterEach(() => simulator.close())

const pay = (payment_method: string) =>
  stripe.paymentIntents.create({ amount: 10_000, currency: 'usd', payment_method, confirm: true })
const held = () => heldBy(stripe)
const toldOf = (id: string) => toldAbout(stripe, id)
async function disputed() {
  const { id: payment_intent } = await pay('pm_card_createDispute')
  const [opened] = (await stripe.disputes.list({ payment_intent })).data
  return opened?.id ?? ''
}
async function lostAfterAWeek(id: string) {
  time += 7 * DAY
  await stripe.customers.create({})
  const seen = async () => (await stripe.disputes.retrieve(id)).status
  await expect.poll(seen, { timeout: 20_000 }).toBe('lost')
}

it('escalates an inquiry to a dispute, which takes the money; unanswered it is lost', async () => {
  const { id: payment_intent } = await pay('pm_card_createDisputeInquiry')
  const [inquiry] = (await stripe.disputes.list({ payment_intent })).data
  const id = inquiry?.id ?? ''
  expect([inquiry?.status, await held()]).toEqual(['warning_needs_response', 10_000 - 320])
  await stripe.refunds.create({ payment_intent, amount: 1000 })
  const disputed = await stripe.disputes.update(id, {
    evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
    submit: true,
  })
  expect([disputed.status, disputed.amount, disputed.is_charge_refundable]).toEqual([
    'needs_response',
    9000,
    false,
  ])
  expect(await held()).toBe(10_000 - 320 - 1000 - 9000 - 1500)
  await lostAfterAWeek(id)
  expect((await stripe.disputes.retrieve(id)).evidence_details.past_due).toBe(true)
  expect(await toldOf(id)).toEqual([
    'charge.dispute.created',
    'charge.dispute.updated',
    'charge.dispute.updated',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.closed',
  ])
})

it('keeps evidence that is staged, and counters with what is submitted', async () => {
  const id = await disputed()
  const staged = await stripe.disputes.update(id, {
    evidence: { customer_name: 'A', uncategorized_text: 'winning_evidence' },
    submit: false,
  })
  expect([
    staged.status,
    staged.evidence_details.has_evidence,
    staged.evidence_details.submission_count,
  ]).toEqual(['needs_response', true, 0])
  const won = await stripe.disputes.update(id, { submit: true })
  expect([won.status, won.evidence.customer_name, won.is_charge_refundable]).toEqual(['won', 'A', true])
  expect(won.balance_transactions.map(one => [one.type, one.amount, one.fee])).toEqual([
    ['adjustment', -10_000, 1500],
    ['stripe_fee', 0, 1500],
    ['adjustment', 10_000, -1500],
  ])
  expect(await held()).toBe(10_000 - 320 - 1500)
})

it('wins an appeal against a lost dispute, and then has its money back', async () => {
  const id = await disputed()
  const offer = () => stripe.rawRequest('POST', `/_sim/disputes/${id}/offer_appeal`, {})
  await expect(offer()).rejects.toThrow(/Only a lost dispute/)
  await stripe.disputes.update(id, { evidence: { uncategorized_text: 'losing_evidence' }, submit: true })
  const appeal = (reason_for_filing: string) =>
    stripe.disputes.update(id, { evidence: { appeal: { card: { reason_for_filing } } }, submit: true })
  await expect(appeal('winning_evidence')).rejects.toMatchObject({ code: 'dispute_closed' })
  await offer()
  expect((await stripe.disputes.retrieve(id)).status).toBe('appeal_needs_response')
  expect((await appeal('The goods arrived.')).status).toBe('appeal_under_review')
  expect(await held()).toBe(10_000 - 320 - 10_000 - 3000)
  expect((await appeal('winning_evidence')).status).toBe('won')
  expect(await held()).toBe(10_000 - 320 - 1500)
  expect((await toldOf(id)).slice(-3)).toEqual([
    'charge.dispute.updated',
    'charge.dispute.funds_reinstated',
    'charge.dispute.closed',
  ])
})

it('loses an appeal that nobody files', async () => {
  const id = await disputed()
  await stripe.disputes.close(id)
  await stripe.rawRequest('POST', `/_sim/disputes/${id}/offer_appeal`, {})
  await lostAfterAWeek(id)
  expect(await held()).toBe(10_000 - 320 - 10_000 - 1500)
})

it('takes the money of a dispute that is prevented without a fee, and leaves nothing to answer', async () => {
  const { id: payment_intent } = await pay('pm_card_visa')
  const [paid] = (await stripe.charges.list({ payment_intent })).data
  const charge = paid?.id ?? ''
  const prevent = () => stripe.rawRequest('POST', `/_sim/charges/${charge}/prevent_dispute`, {})
  await prevent()
  const [dispute] = (await stripe.disputes.list({ charge })).data
  expect(dispute).toMatchObject({ status: 'prevented', amount: 10_000, evidence_details: { due_by: null } })
  expect(await held()).toBe(-320)
  const id = dispute?.id ?? ''
  await expect(stripe.disputes.close(id)).rejects.toMatchObject({ code: 'dispute_closed' })
  await expect(prevent()).rejects.toMatchObject({ code: 'charge_not_refundable' })
  expect(await toldOf(id)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
})
