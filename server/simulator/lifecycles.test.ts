import type { Stripe } from 'stripe'
import { expect, it, test, vi } from 'vitest'
import { billing, DAY, idOf, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What objects live through: their states one after the other, and the events that tell of it. */

/** Types of the events about some objects, oldest first. */
async function eventsOf(stripe: Stripe, ...ids: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for await (const event of stripe.events.list({ limit: 100 }))
    if ('id' in event.data.object && ids.includes(event.data.object.id)) found.unshift(event.type)
  return found
}

const act = (stripe: Stripe, path: string, params: Record<string, unknown> = {}) =>
  stripe.rawRequest('POST', `/_sim/payment_intents/${path}`, params)

/** Moves of a payment, each to the state that it leads to. */
const MOVES: Readonly<Record<string, (stripe: Stripe, id: string) => Promise<unknown>>> = {
  choose: (stripe, id) => stripe.paymentIntents.update(id, { payment_method: 'pm_card_visa' }),
  confirm: (stripe, id) => stripe.paymentIntents.confirm(id),
  pay: (stripe, id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
  decline: async (stripe, id) =>
    expect(
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }),
    ).rejects.toMatchObject({ code: 'card_declined' }),
  ask: (stripe, id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_threeDSecure2Required' }),
  authenticate: (stripe, id) => act(stripe, `${id}/authenticate`),
  'fail to authenticate': (stripe, id) => act(stripe, `${id}/authenticate`, { outcome: 'fail' }),
  debit: (stripe, id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_usBankAccount_success' }),
  settle: (stripe, id) => act(stripe, `${id}/settle`),
  bounce: (stripe, id) => act(stripe, `${id}/settle`, { outcome: 'fail' }),
  capture: (stripe, id) => stripe.paymentIntents.capture(id),
  cancel: (stripe, id) => stripe.paymentIntents.cancel(id),
}

test.for([
  ['choose confirm', 'requires_confirmation succeeded', 'created succeeded'],
  ['decline pay', 'requires_payment_method succeeded', 'created payment_failed succeeded'],
  ['ask authenticate', 'requires_action succeeded', 'created requires_action succeeded'],
  [
    'ask fail_to_authenticate',
    'requires_action requires_payment_method',
    'created requires_action payment_failed',
  ],
  ['ask cancel', 'requires_action canceled', 'created requires_action canceled'],
  ['debit settle', 'processing succeeded', 'created processing succeeded'],
  ['debit bounce', 'processing requires_payment_method', 'created processing payment_failed'],
  ['hold capture', 'requires_capture succeeded', 'created amount_capturable_updated succeeded'],
  ['hold cancel', 'requires_capture canceled', 'created amount_capturable_updated canceled'],
  ['cancel', 'canceled', 'created canceled'],
] as const)('a payment: %s', async ([moves, states, events]) => {
  const { stripe } = await billing(`sk_test_payment_${moves.replaceAll(' ', '_')}`)
  const { id, status } = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    ...(moves.startsWith('hold') ? { capture_method: 'manual' } : {}),
  })
  expect(status).toBe('requires_payment_method')
  const seen: string[] = []
  for (const move of moves.split(' ')) {
    await MOVES[move === 'hold' ? 'pay' : move.replaceAll('_', ' ')]?.(stripe, id)
    seen.push((await stripe.paymentIntents.retrieve(id)).status)
  }
  expect(seen.join(' ')).toBe(states)
  expect(await eventsOf(stripe, id)).toEqual(events.split(' ').map(type => `payment_intent.${type}`))
})

it('a charge: held, captured, refunded in part and in full', async () => {
  const { stripe } = await billing('sk_test_charge')
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
    confirm: true,
  })
  const charge = idOf(intent.latest_charge)
  const seen: unknown[] = []
  const look = async () => {
    const { status, captured, refunded } = await stripe.charges.retrieve(charge)
    seen.push([status, captured, refunded])
  }
  await look()
  await stripe.paymentIntents.capture(intent.id)
  await look()
  await stripe.refunds.create({ charge, amount: 500 })
  await look()
  await stripe.refunds.create({ charge })
  await look()
  expect(seen).toEqual([
    ['succeeded', false, false],
    ['succeeded', true, false],
    ['succeeded', true, false],
    ['succeeded', true, true],
  ])
  expect(await eventsOf(stripe, charge)).toEqual([
    'charge.succeeded',
    'charge.captured',
    'charge.refunded',
    'charge.refunded',
  ])
})

test.for([
  ['pm_card_createDispute', 'winning_evidence', 'needs_response', 'won'],
  ['pm_card_createDispute', 'losing_evidence', 'needs_response', 'lost'],
  ['pm_card_createDispute', 'undecided', 'needs_response', 'under_review'],
  ['pm_card_createDispute', 'close', 'needs_response', 'lost'],
  ['pm_card_createDisputeInquiry', 'undecided', 'warning_needs_response', 'warning_under_review'],
  ['pm_card_createDisputeInquiry', 'winning_evidence', 'warning_needs_response', 'warning_closed'],
] as const)('a dispute of %s with %s: %s, then %s', async ([payment_method, evidence, before, after]) => {
  const { stripe } = await billing(`sk_test_${payment_method}_${evidence}`)
  await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method, confirm: true })
  const { id, status } = (await stripe.disputes.list()).data[0] ?? { id: '', status: '' }
  const closed =
    evidence === 'close'
      ? await stripe.disputes.close(id)
      : await stripe.disputes.update(id, { evidence: { uncategorized_text: evidence }, submit: true })
  expect([status, closed.status]).toEqual([before, after])
  const inquiry = before.startsWith('warning')
  expect(await eventsOf(stripe, id)).toEqual([
    'charge.dispute.created',
    ...(inquiry ? [] : ['charge.dispute.funds_withdrawn']),
    ...(evidence === 'close' ? [] : ['charge.dispute.updated']),
    ...(after === 'won' ? ['charge.dispute.funds_reinstated'] : []),
    ...(after.endsWith('under_review') ? [] : ['charge.dispute.closed']),
  ])
})

it('an invoice: draft, open, failed, paid; void; uncollectible and paid after all; deleted as a draft', async () => {
  const { stripe, customer } = await billing('sk_test_invoice', 'pm_card_chargeCustomerFail')
  const draft = async () => {
    const { id } = await stripe.invoices.create({ customer, auto_advance: false })
    await stripe.invoiceItems.create({ customer, invoice: id, amount: 1000, currency: 'usd' })
    return id
  }
  const paid = await draft()
  expect((await stripe.invoices.finalizeInvoice(paid)).status).toBe('open')
  await expect(stripe.invoices.pay(paid)).rejects.toMatchObject({ type: 'StripeCardError' })
  expect((await stripe.invoices.retrieve(paid)).status).toBe('open')
  const visa = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  expect((await stripe.invoices.pay(paid, { payment_method: visa.id })).status).toBe('paid')
  expect(await eventsOf(stripe, paid)).toEqual([
    'invoice.created',
    'invoice.finalized',
    'invoice.payment_failed',
    'invoice.paid',
    'invoice.payment_succeeded',
  ])
  const other = await draft()
  await stripe.invoices.finalizeInvoice(other)
  expect((await stripe.invoices.voidInvoice(other)).status).toBe('void')
  expect((await eventsOf(stripe, other)).at(-1)).toBe('invoice.voided')
  const lost = await draft()
  await stripe.invoices.finalizeInvoice(lost)
  expect((await stripe.invoices.markUncollectible(lost)).status).toBe('uncollectible')
  expect((await eventsOf(stripe, lost)).at(-1)).toBe('invoice.marked_uncollectible')
  expect((await stripe.invoices.pay(lost, { paid_out_of_band: true })).status).toBe('paid')
  const gone = await draft()
  expect(await stripe.invoices.del(gone)).toMatchObject({ id: gone, deleted: true })
  await expect(stripe.invoices.del(paid)).rejects.toMatchObject({ statusCode: 400 })
})

it('a subscription: incomplete, and expired after 23 hours', async () => {
  const flow = await billing('sk_test_expired', 'pm_card_chargeCustomerFail')
  const made = await flow.stripe.subscriptions.create({
    customer: flow.customer,
    items: [{ price: await flow.price(1000) }],
  })
  expect(made.status).toBe('incomplete')
  await flow.advanceTo(start + DAY)
  expect((await flow.stripe.subscriptions.retrieve(made.id)).status).toBe('incomplete_expired')
  expect(await eventsOf(flow.stripe, made.id)).toEqual([
    'customer.subscription.created',
    'customer.subscription.updated',
  ])
})

test.for([
  ['cancel', 'canceled', 'customer.subscription.deleted'],
  ['unpaid', 'unpaid', 'customer.subscription.updated'],
  ['past_due', 'past_due', 'customer.subscription.updated'],
] as const)(
  'a subscription that nobody pays ends as the retry policy says: %s',
  async ([final_action, status, event]) => {
    const flow = await billing(`sk_test_policy_${final_action}`)
    const { stripe, customer } = flow
    await stripe.rawRequest('POST', '/_sim/settings', { retry_policy: { days: [1, 3], final_action } })
    const made = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(1000) }] })
    const failing = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: failing.id } })
    await flow.advanceTo(start + 31.1 * DAY)
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe('past_due')
    await flow.advanceTo(start + 40 * DAY)
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe(status)
    expect((await eventsOf(stripe, made.id)).at(-1)).toBe(event)
  },
)

it('a subscription: paused, resumed with an invoice, canceled at the end of its period', async () => {
  const flow = await billing('sk_test_paused')
  const { stripe, customer } = flow
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(1000) }] })
  expect((await stripe.subscriptions.pause(id, { type: 'subscription' })).status).toBe('paused')
  await flow.advanceTo(start + 40 * DAY)
  expect((await stripe.subscriptions.resume(id)).status).toBe('active')
  await stripe.subscriptions.update(id, { cancel_at_period_end: true })
  await flow.advanceTo(start + 75 * DAY)
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled')
  const types = await eventsOf(stripe, id)
  expect(types.filter(type => !type.endsWith('updated'))).toEqual(
    ['created', 'paused', 'resumed', 'deleted'].map(type => `customer.subscription.${type}`),
  )
})

it('a transfer: made, taken back in part, then the rest', async () => {
  const { stripe } = await billing('sk_test_transfer')
  const { id: destination } = await stripe.accounts.create({})
  await stripe.paymentIntents.create({
    amount: 9000,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
  })
  const { id } = await stripe.transfers.create({ amount: 5000, currency: 'usd', destination })
  const seen: unknown[] = []
  for (const params of [{ amount: 2000 }, {}]) {
    await stripe.transfers.createReversal(id, params)
    const { amount_reversed, reversed } = await stripe.transfers.retrieve(id)
    seen.push([amount_reversed, reversed])
  }
  expect(seen).toEqual([
    [2000, false],
    [5000, true],
  ])
  expect(await eventsOf(stripe, id)).toEqual(['transfer.created', 'transfer.reversed', 'transfer.reversed'])
  await expect(stripe.transfers.createReversal(id)).rejects.toMatchObject({ statusCode: 400 })
})

it('an account: asked, onboarded, restricted', async () => {
  const { stripe } = await billing('sk_test_account')
  const { id } = await stripe.accounts.create({
    country: 'US',
    controller: { requirement_collection: 'stripe' },
    capabilities: { transfers: { requested: true } },
  })
  const capability = async () => (await stripe.accounts.retrieve(id)).capabilities?.transfers
  const seen = [await capability()]
  for (const move of ['onboard', 'restrict']) {
    await stripe.rawRequest('POST', `/_sim/accounts/${id}/${move}`, {})
    seen.push(await capability())
  }
  expect(seen).toEqual(['inactive', 'active', 'inactive'])
})
