import type { Stripe } from 'stripe'
import { expect, it, vi } from 'vitest'
import { billing, DAY, idOf, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

type Flow = Awaited<ReturnType<typeof billing>>

/** What an invoice bills: the sums, and each line with its words and its time. */
const billed = (invoice: Stripe.Invoice | undefined) => ({
  sums: [invoice?.subtotal, invoice?.total, invoice?.amount_due],
  lines: invoice?.lines.data.map(line => [line.amount, line.description, line.period]),
})

const latest = async ({ stripe, customer }: Flow) => (await stripe.invoices.list({ customer })).data[0]

const HALF = start + 15.5 * DAY
const NEXT = MONTHS[1] ?? 0

/** Changes of a subscription, told in the words that previews and updates share. */
const CHANGES: Record<string, (made: Stripe.Subscription, large: string, year: string) => Asked> = {
  nothing: () => ({}),
  'a larger price': (made, large) => ({ items: [{ id: itemOf(made), price: large }] }),
  'a larger price, billed at once': (made, large) => ({
    items: [{ id: itemOf(made), price: large }],
    proration_behavior: 'always_invoice',
  }),
  'as of an earlier time': (made, large) => ({
    items: [{ id: itemOf(made), price: large }],
    proration_date: start + 10 * DAY,
  }),
  'not prorated': made => ({ items: [{ id: itemOf(made), quantity: 4 }], proration_behavior: 'none' }),
  'another interval': (made, _large, year) => ({ items: [{ id: itemOf(made), price: year }] }),
  'a new anchor': () => ({ billing_cycle_anchor: { type: 'now' } }),
  'an end in the next period': () => ({ cancel_at: NEXT + 14 * DAY }),
  'a trial from now': () => ({ trial_end: start + 25 * DAY }),
}
type Asked = Stripe.InvoiceCreatePreviewParams.SubscriptionDetails & Stripe.SubscriptionUpdateParams
const itemOf = (made: Stripe.Subscription) => made.items.data[0]?.id ?? ''

it.for(Object.keys(CHANGES))('shows the invoice that then comes: %s', async name => {
  const flow = await billing(`sk_test_preview_${name.replaceAll(/\W/g, '_')}`)
  const { stripe, customer } = flow
  const coupon = await stripe.coupons.create({
    percent_off: 20,
    duration: 'repeating',
    duration_in_months: 1,
  })
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: await flow.price(3100) }],
    discounts: [{ coupon: coupon.id }],
  })
  await flow.advanceTo(HALF)
  const asked = CHANGES[name]?.(made, await flow.price(6200), await flow.price(30_000, 'year')) ?? {}
  const preview = await stripe.invoices.createPreview({
    subscription: made.id,
    subscription_details: asked,
  })
  expect([preview.billing_reason, preview.status, preview.id]).toEqual([
    'upcoming',
    'draft',
    expect.stringMatching(/^upcoming_in_/),
  ])
  const before = (await stripe.invoices.list({ customer })).data.length
  await stripe.subscriptions.update(made.id, asked)
  if ((await stripe.invoices.list({ customer })).data.length === before) await flow.advanceTo(NEXT + 60)
  expect(billed(preview)).toEqual(billed(await latest(flow)))
})

it('shows what a schedule’s next phase bills, what a new one begins with, and what a changed one does', async () => {
  const flow = await billing('sk_test_preview_schedule')
  const { stripe, customer } = flow
  const [small, large] = [await flow.price(3100), await flow.price(6200)]
  const phases = [
    { items: [{ price: small }], duration: { interval: 'month' as const, interval_count: 1 } },
    { items: [{ price: large }], duration: { interval: 'month' as const, interval_count: 1 } },
  ]
  const first = await stripe.invoices.createPreview({ customer, schedule_details: { phases } })
  const made = await stripe.subscriptionSchedules.create({ customer, start_date: 'now', phases })
  expect(billed(first)).toEqual(billed(await latest(flow)))
  const [present] = made.phases
  const begun = { start_date: present?.start_date ?? 0, end_date: present?.end_date ?? 0 }
  const changed = await stripe.invoices.createPreview({
    schedule: made.id,
    schedule_details: {
      phases: [
        { items: [{ price: small }], ...begun },
        { items: [{ price: large, quantity: 2 }], duration: { interval: 'month' } },
      ],
    },
  })
  expect(changed.total).toBe(12_400)
  const next = await stripe.invoices.createPreview({ subscription: idOf(made.subscription) })
  await flow.advanceTo(NEXT + 60)
  expect([next.total, billed(next)]).toEqual([6200, billed(await latest(flow))])
})

it('shows what a new subscription bills first: in part, dated back, with more, and less a coupon', async () => {
  const flow = await billing('sk_test_preview_new')
  const { stripe, customer } = flow
  const price = await flow.price(3100)
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
  await expect(stripe.invoices.createPreview({ customer })).rejects.toMatchObject({
    statusCode: 404,
    code: 'invoice_upcoming_none',
  })
  const shown = await stripe.invoices.createPreview({
    customer,
    discounts: [{ coupon: coupon.id }],
    invoice_items: [{ amount: 700, currency: 'usd', description: 'Set-up' }],
    subscription_details: {
      items: [{ price, quantity: 2 }],
      billing_cycle_anchor: { type: 'timestamp', timestamp: start + 10 * DAY },
    },
  })
  await stripe.invoiceItems.create({ customer, amount: 700, currency: 'usd', description: 'Set-up' })
  await stripe.subscriptions.create({
    customer,
    discounts: [{ coupon: coupon.id }],
    items: [{ price, quantity: 2 }],
    billing_cycle_anchor: start + 10 * DAY,
  })
  expect([shown.total, billed(shown)]).toEqual([2430, billed(await latest(flow))])
  const back = start - 31 * DAY
  const dated = await stripe.invoices.createPreview({
    customer,
    subscription_details: { items: [{ price }], start_date: back },
  })
  await stripe.subscriptions.create({ customer, items: [{ price }], backdate_start_date: back })
  expect([dated.total, billed(dated)]).toEqual([6200, billed(await latest(flow))])
  const later = await stripe.invoices.createPreview({
    customer,
    subscription_details: { items: [{ price }], start_date: start + 5 * DAY },
  })
  expect(later.lines.data[0]?.period.start).toBe(start + 5 * DAY)
})

it('shows what a cancelation, a pause and a resumption bill, and what recurs alone', async () => {
  const flow = await billing('sk_test_preview_end')
  const { stripe, customer } = flow
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(3100) }] })
  await stripe.invoiceItems.create({ customer, subscription: id, amount: 5000, currency: 'usd' })
  await flow.advanceTo(HALF)
  const totals = async (details: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails) =>
    (await stripe.invoices.createPreview({ subscription: id, subscription_details: details })).total
  expect(await totals({ cancel_now: true })).toBe(3450)
  expect(await totals({ cancel_now: true, proration_behavior: 'none' })).toBe(5000)
  expect(await totals({ pause: { invoicing_behavior: 'invoice' } })).toBe(3450)
  expect(await totals({ cancel_at_period_end: true })).toBe(5000)
  const recurring = await stripe.invoices.createPreview({ customer, preview_mode: 'recurring' })
  expect([recurring.total, (await stripe.invoices.createPreview({ customer })).total]).toEqual([3100, 8100])
  await stripe.subscriptions.pause(id, { invoicing_behavior: 'invoice' })
  const shown = await stripe.invoices.createPreview({
    subscription: id,
    subscription_details: { resume_at: 'now' },
  })
  await stripe.subscriptions.resume(id)
  expect(billed(shown)).toEqual(billed(await latest(flow)))
  await expect(totals({ cancel_at_period_end: true })).rejects.toMatchObject({
    code: 'invoice_upcoming_none',
  })
})

it('tells seven days before a renewal what it will charge, and of due dates when it is told to', async () => {
  const flow = await billing('sk_test_notices')
  const { stripe, customer } = flow
  await stripe.rawRequest('POST', '/_sim/settings', { notices: { will_be_due: 3, overdue: 1 } })
  const made = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(3100) }] })
  await flow.advanceTo(NEXT - 7 * DAY - 1)
  expect(await flow.events('invoice.upcoming')).toEqual([])
  await flow.advanceTo(NEXT - 7 * DAY)
  const upcoming = (await stripe.events.list({ type: 'invoice.upcoming' })).data.map(one => one.data.object)
  expect(upcoming).toEqual([
    expect.objectContaining({ object: 'invoice', total: 3100, billing_reason: 'upcoming', created: NEXT }),
  ])
  expect(upcoming[0]).not.toHaveProperty('id')
  expect((await flow.invoices(made.id)).length).toBe(1)
  await stripe.subscriptions.update(made.id, { cancel_at_period_end: true })
  await stripe.invoiceItems.create({ customer, amount: 900, currency: 'usd' })
  const bill = await stripe.invoices.create({
    customer,
    currency: 'usd',
    collection_method: 'send_invoice',
    days_until_due: 10,
    pending_invoice_items_behavior: 'include',
  })
  await stripe.invoices.finalizeInvoice(bill.id)
  const due = bill.due_date ?? 0
  const told = async () => (await flow.events('invoice.')).filter(type => type.endsWith('due'))
  await flow.advanceTo(due - 3 * DAY)
  expect(await told()).toEqual(['invoice.will_be_due'])
  await flow.advanceTo(due + DAY)
  expect(await told()).toEqual(['invoice.will_be_due', 'invoice.overdue'])
  await flow.advanceTo((MONTHS[2] ?? 0) + DAY)
  expect(await flow.events('invoice.upcoming')).toEqual(['invoice.upcoming'])
})

it('previews for a customer who is yet to come, or with other particulars, in a currency of its prices', async () => {
  const flow = await billing('sk_test_preview_stranger')
  const { stripe, customer } = flow
  const { product } = await stripe.prices.retrieve(await flow.price(1000))
  const { id: price } = await stripe.prices.create({
    product: idOf(product),
    currency: 'usd',
    unit_amount: 1000,
    recurring: { interval: 'month' },
    tax_behavior: 'exclusive',
    currency_options: { eur: { unit_amount: 900, tax_behavior: 'exclusive' } },
  })
  await stripe.tax.settings.update({ head_office: { address: { country: 'DE' } } })
  await stripe.tax.registrations.create({
    country: 'DE',
    active_from: 'now',
    country_options: { de: { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } },
  })
  const details = { items: [{ price, quantity: 2 }] }
  const stranger = await stripe.invoices.createPreview({
    automatic_tax: { enabled: true },
    currency: 'eur',
    customer_details: { address: { country: 'DE' } },
    subscription_details: details,
  })
  expect(stranger).toMatchObject({ customer: null, currency: 'eur', subtotal: 1800, total: 2142 })
  expect(stranger.customer_address).toMatchObject({ country: 'DE' })
  const exempt = await stripe.invoices.createPreview({
    automatic_tax: { enabled: true },
    customer,
    customer_details: { address: { country: 'AT' }, tax_ids: [{ type: 'eu_vat', value: 'ATU12345678' }] },
    subscription_details: details,
  })
  expect(exempt).toMatchObject({
    customer,
    currency: 'usd',
    total: 2000,
    customer_tax_ids: [{ type: 'eu_vat' }],
  })
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ address: null })
  const items = await stripe.invoices.createPreview({
    automatic_tax: { enabled: true },
    currency: 'eur',
    customer_details: { address: { country: 'DE' } },
    invoice_items: [{ amount: 1000, tax_behavior: 'exclusive' }],
  })
  expect([items.currency, items.total, items.parent]).toEqual(['eur', 1190, null])
  const made = await stripe.subscriptions.create({ customer, items: [{ price }] })
  await expect(
    stripe.invoices.createPreview({ subscription: made.id, currency: 'eur' }),
  ).rejects.toMatchObject({ param: 'currency' })
})

it('previews only what recurs of a new subscription, who issues it, its mode, and a schedule’s extras', async () => {
  const flow = await billing('sk_test_preview_rest')
  const { stripe, customer } = flow
  const price = await flow.price(3100)
  const { id: account } = await stripe.accounts.create({ email: 'a@example.com' })
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' })
  const recurring = await stripe.invoices.createPreview({
    customer,
    discounts: [{ coupon: coupon.id }],
    invoice_items: [{ amount: 700, currency: 'usd' }],
    issuer: { type: 'account', account },
    on_behalf_of: account,
    preview_mode: 'recurring',
    subscription_details: {
      items: [{ price }],
      billing_mode: { type: 'flexible', flexible: { proration_discounts: 'itemized' } },
    },
  })
  expect(recurring).toMatchObject({
    total: 3100,
    issuer: { type: 'account', account },
    on_behalf_of: account,
    lines: { data: [{ period: { start: NEXT, end: MONTHS[2] } }] },
  })
  const phases = [{ items: [{ price }], duration: { interval: 'month' as const, interval_count: 2 } }]
  const fee = [{ amount: 900, currency: 'usd' }]
  const first = await stripe.invoices.createPreview({
    customer,
    invoice_items: fee,
    schedule_details: { phases, billing_mode: { type: 'classic' } },
  })
  const schedule = await stripe.subscriptionSchedules.create({ customer, start_date: 'now', phases })
  const next = await stripe.invoices.createPreview({ schedule: schedule.id, invoice_items: fee })
  expect([first.total, next.total, next.customer]).toEqual([4000, 4000, customer])
  const subscription = idOf(schedule.subscription)
  const asked = {
    subscription,
    subscription_details: { billing_cycle_anchor: { type: 'timestamp' as const } },
  }
  await expect(stripe.invoices.createPreview(asked)).rejects.toMatchObject({
    param: 'subscription_details[billing_cycle_anchor]',
  })
})
