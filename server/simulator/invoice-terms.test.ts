import { expect, it, vi } from 'vitest'
import { billing, DAY, idOf, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

/** What an invoice says beside what it bills: whose its money is, who issues it, when it opens, what is written on it. */
type Flow = Awaited<ReturnType<typeof billing>>
const paidBy = async ({ stripe }: Flow, invoice: string, account?: string) => {
  const options = account === undefined ? {} : { stripeAccount: account }
  const { data } = await stripe.invoicePayments.list({ invoice }, options)
  return stripe.paymentIntents.retrieve(
    idOf(data[0]?.payment.payment_intent ?? null),
    { expand: ['latest_charge'] },
    options,
  )
}

it('opens at its time, and sends its payment on to the account that it names', async () => {
  const flow = await billing('sk_test_invoice_destination')
  const { stripe, customer } = flow
  const { id: destination } = await stripe.accounts.create({ email: 'a@example.com' })
  await stripe.invoiceItems.create({ customer, amount: 10_000, currency: 'usd' })
  const draft = await stripe.invoices.create({
    customer,
    currency: 'usd',
    pending_invoice_items_behavior: 'include',
    automatically_finalizes_at: start + 2 * DAY,
    auto_advance: true,
    on_behalf_of: destination,
    issuer: { type: 'account', account: destination },
    application_fee_amount: 1_000,
    transfer_data: { destination },
    number: 'A-1',
    effective_at: start + DAY,
    payment_settings: { payment_method_types: ['card', 'us_bank_account'] },
    rendering: { amount_tax_display: 'include_inclusive_tax', pdf: { page_size: 'a4' } },
    shipping_details: { name: 'Jo', address: { line1: '1 Main', country: 'US' } },
  })
  expect(draft).toMatchObject({
    automatically_finalizes_at: start + 2 * DAY,
    on_behalf_of: destination,
    issuer: { type: 'account', account: destination },
    number: 'A-1',
    rendering: { amount_tax_display: 'include_inclusive_tax', pdf: { page_size: 'a4' } },
    shipping_details: { name: 'Jo', address: { line1: '1 Main' } },
  })
  await flow.advanceTo(start + DAY)
  expect((await stripe.invoices.retrieve(draft.id)).status).toBe('draft')
  await flow.advanceTo(start + 2 * DAY)
  const paid = await stripe.invoices.retrieve(draft.id)
  expect([paid.status, paid.number, paid.effective_at]).toEqual(['paid', 'A-1', start + DAY])
  expect(await paidBy(flow, draft.id)).toMatchObject({
    application_fee_amount: 1_000,
    on_behalf_of: destination,
    payment_method_types: ['card', 'us_bank_account'],
    transfer_data: { destination },
  })
  const { pending } = await stripe.balance.retrieve({}, { stripeAccount: destination })
  expect(pending).toMatchObject([{ amount: 9_000 }])
})

it('takes a fee of a connected account’s invoice, no more than is paid, and refuses what cannot be', async () => {
  const flow = await billing('sk_test_invoice_fee')
  const { stripe, customer } = flow
  const { id: account } = await stripe.accounts.create({
    email: 'a@example.com',
    country: 'US',
    capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
  })
  const direct = { stripeAccount: account }
  const { id: buyer } = await stripe.customers.create(
    { payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' } },
    direct,
  )
  await stripe.invoiceItems.create({ customer: buyer, amount: 500, currency: 'usd' }, direct)
  const terms = { pending_invoice_items_behavior: 'include', application_fee_amount: 100 } as const
  const draft = await stripe.invoices.create({ customer: buyer, ...terms }, direct)
  await stripe.invoices.update(draft.id, { application_fee_amount: 900 }, direct)
  await stripe.invoices.pay(draft.id, {}, direct)
  expect(await paidBy(flow, draft.id, account)).toMatchObject({ application_fee_amount: 500 })
  await expect(
    stripe.invoices.update(draft.id, { application_fee_amount: 100 }, direct),
  ).rejects.toMatchObject({ statusCode: 400 })
  const create = (more: object) => stripe.invoices.create({ customer, ...more })
  await expect(create({ application_fee_amount: 100 })).rejects.toMatchObject({
    param: 'application_fee_amount',
  })
  await expect(create({ automatically_finalizes_at: start - 1 })).rejects.toMatchObject({
    param: 'automatically_finalizes_at',
  })
  await expect(create({ automatically_finalizes_at: start + 6 * 366 * DAY })).rejects.toMatchObject({
    param: 'automatically_finalizes_at',
  })
  await expect(create({ on_behalf_of: 'acct_none' })).rejects.toMatchObject({ param: 'on_behalf_of' })
  await expect(create({ issuer: { type: 'account', account: 'acct_none' } })).rejects.toMatchObject({
    param: 'issuer[account]',
  })
})

it('bills what waits for a subscription, in that subscription’s words', async () => {
  const flow = await billing('sk_test_invoice_subscription')
  const { stripe, customer } = flow
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: await flow.price(3100) }],
    invoice_settings: {
      description: 'Thank you',
      footer: 'Net',
      custom_fields: [{ name: 'PO', value: '7' }],
    },
    payment_settings: { payment_method_types: ['card', 'link'] },
  })
  const first = await stripe.invoices.retrieve(idOf(made.latest_invoice))
  const words = { description: 'Thank you', footer: 'Net', custom_fields: [{ name: 'PO', value: '7' }] }
  expect([first, (await paidBy(flow, first.id)).payment_method_types]).toMatchObject([
    words,
    ['card', 'link'],
  ])
  await expect(stripe.invoices.create({ subscription: made.id })).rejects.toMatchObject({
    code: 'invoice_no_subscription_line_items',
  })
  await stripe.invoiceItems.create({ customer, amount: 900, currency: 'usd' })
  await stripe.invoiceItems.create({ customer, amount: 400, currency: 'usd', subscription: made.id })
  const extra = await stripe.invoices.create({ subscription: made.id })
  expect(extra).toMatchObject({
    ...words,
    billing_reason: 'manual',
    customer,
    parent: { subscription_details: { subscription: made.id } },
  })
  expect(extra.lines.data.map(line => line.amount)).toContain(400)
  await stripe.subscriptions.update(made.id, { invoice_settings: { footer: '' }, off_session: true })
  await stripe.customers.update(customer, { invoice_settings: { footer: 'Of the customer' } })
  await flow.advanceTo((MONTHS[1] ?? 0) + 7200)
  const [renewal] = (await stripe.invoices.list({ subscription: made.id, limit: 1 })).data
  expect(renewal).toMatchObject({ billing_reason: 'subscription_cycle', footer: 'Of the customer' })
})

it('takes what it says of payments and prorations also where nothing comes of it', async () => {
  const flow = await billing('sk_test_idle_words')
  const { stripe, customer } = flow
  const [price, other] = [await flow.price(3100), await flow.price(500)]
  const { product } = await stripe.prices.retrieve(other)
  const made = await stripe.subscriptions.create({ customer, items: [{ price }] })
  const updated = await stripe.subscriptions.update(made.id, {
    off_session: true,
    payment_settings: { payment_method_types: ['card'], save_default_payment_method: 'on_subscription' },
  })
  expect(updated.payment_settings).toMatchObject({
    payment_method_types: ['card'],
    save_default_payment_method: 'on_subscription',
  })
  await expect(stripe.subscriptions.update(made.id, { days_until_due: 3 })).rejects.toMatchObject({
    param: 'days_until_due',
  })
  const added = await stripe.subscriptionItems.create({
    subscription: made.id,
    price: other,
    proration_behavior: 'always_invoice',
    payment_behavior: 'error_if_incomplete',
  })
  const dearer = await stripe.subscriptionItems.update(added.id, {
    price_data: {
      currency: 'usd',
      product: idOf(product),
      recurring: { interval: 'month' },
      unit_amount: 700,
    },
    payment_behavior: 'allow_incomplete',
    off_session: true,
  })
  expect(dearer.price.unit_amount).toBe(700)
  const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
  await stripe.subscriptions.update(made.id, { default_payment_method: bad.id })
  await expect(
    stripe.subscriptionItems.update(added.id, {
      quantity: 9,
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    }),
  ).rejects.toMatchObject({ code: 'card_declined' })
  await stripe.subscriptionItems.del(added.id, { payment_behavior: 'allow_incomplete', clear_usage: true })
  await stripe.subscriptions.pause(made.id, { type: 'subscription' })
  const resumed = await stripe.subscriptions.resume(made.id, { proration_behavior: 'none' })
  expect(resumed.items.data).toHaveLength(1)
})

it('has a subscription be late once the day is over on which its sent invoice was due, until it is paid', async () => {
  const flow = await billing('sk_test_late')
  const { stripe, customer } = flow
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: await flow.price(1000) }],
    collection_method: 'send_invoice',
    days_until_due: 10,
  })
  const status = async () => (await stripe.subscriptions.retrieve(made.id)).status
  await flow.advanceTo(start + 10 * DAY - 1)
  expect(await status()).toBe('active')
  await flow.advanceTo(start + 10 * DAY)
  expect(await status()).toBe('past_due')
  await stripe.invoices.pay(idOf(made.latest_invoice), { paid_out_of_band: true })
  expect(await status()).toBe('active')
})
