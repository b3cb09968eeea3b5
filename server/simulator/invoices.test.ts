import { expect, it, vi } from 'vitest'
import { billing, DAY, idOf, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

it('writes a draft’s lines: adds, changes, shares discounts out again, takes off', async () => {
  const flow = await billing('sk_test_lines')
  const { stripe, customer } = flow
  const coupon = await stripe.coupons.create({ amount_off: 1000, currency: 'usd' })
  const waiting = await stripe.invoiceItems.create({ customer, amount: 3000, currency: 'usd' })
  const draft = await stripe.invoices.create({
    customer,
    currency: 'usd',
    discounts: [{ coupon: coupon.id }],
  })
  const added = await stripe.invoices.addLines(draft.id, {
    lines: [{ invoice_item: waiting.id }, { amount: 1000, description: 'Fee' }],
    invoice_metadata: { order: '7' },
  })
  const off = (invoice: typeof added) =>
    invoice.lines.data.map(line => [line.amount, line.discount_amounts?.[0]?.amount])
  expect([off(added), added.total, added.metadata]).toEqual([
    [
      [1000, 250],
      [3000, 750],
    ],
    3000,
    { order: '7' },
  ])
  const fee = added.lines.data.find(line => line.description === 'Fee')?.id ?? ''
  const line = await stripe.invoices.updateLineItem(draft.id, fee, {
    amount: 2000,
    description: 'Larger fee',
  })
  expect([line.amount, line.description, line.discount_amounts?.[0]?.amount]).toEqual([
    2000,
    'Larger fee',
    400,
  ])
  await stripe.invoiceItems.update(waiting.id, { amount: 6000 })
  const updated = await stripe.invoices.updateLines(draft.id, { lines: [{ id: fee, amount: 4000 }] })
  expect([updated.subtotal, updated.total]).toEqual([10_000, 9000])
  const left = await stripe.invoices.removeLines(draft.id, {
    lines: [
      { id: fee, behavior: 'delete' },
      { id: updated.lines.data.find(one => one.id !== fee)?.id ?? '', behavior: 'unassign' },
    ],
  })
  expect([
    left.total,
    (await stripe.invoiceItems.list({ customer, pending: true })).data.map(item => item.id),
  ]).toEqual([0, [waiting.id]])
  await expect(
    stripe.invoices.addLines(draft.id, { lines: [{ amount: 1, tax_amounts: '' }] }),
  ).rejects.toMatchObject({ code: 'simulator_unsupported', param: 'lines[0][tax_amounts]' })
})

it('is paid by payments made apart, in part or whole, and by a note for all of it', async () => {
  const { stripe, customer } = await billing('sk_test_apart')
  const bill = async () => {
    await stripe.invoiceItems.create({ customer, amount: 5000, currency: 'usd' })
    const draft = await stripe.invoices.create({
      customer,
      currency: 'usd',
      collection_method: 'send_invoice',
      days_until_due: 30,
      pending_invoice_items_behavior: 'include',
    })
    return (await stripe.invoices.finalizeInvoice(draft.id)).id
  }
  const pay = (amount: number) =>
    stripe.paymentIntents.create({
      amount,
      currency: 'usd',
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    })
  const first = await bill()
  const half = await stripe.invoices.attachPayment(first, { payment_intent: (await pay(2000)).id })
  expect([half.status, half.amount_paid, half.amount_remaining]).toEqual(['open', 2000, 3000])
  const whole = await stripe.invoices.attachPayment(first, { payment_intent: (await pay(3000)).id })
  expect([whole.status, whole.amount_paid, whole.amount_remaining]).toEqual(['paid', 5000, 0])
  const { data } = await stripe.invoicePayments.list({ invoice: first })
  expect(data.map(payment => [payment.status, payment.amount_paid]).toReversed()).toEqual([
    ['canceled', null],
    ['paid', 2000],
    ['paid', 3000],
  ])
  const second = await bill()
  const note = await stripe.creditNotes.preview({ invoice: second, amount: 5000 })
  expect([note.total, (await stripe.creditNotes.list({ invoice: second })).data]).toEqual([5000, []])
  expect(
    (await stripe.creditNotes.listPreviewLineItems({ invoice: second, amount: 700 })).data[0]?.amount,
  ).toBe(700)
  await stripe.creditNotes.create({ invoice: second, amount: 5000 })
  expect(await stripe.invoices.retrieve(second)).toMatchObject({
    status: 'paid',
    amount_paid: 0,
    amount_remaining: 0,
  })
  const third = await stripe.invoices.pay(await bill(), { paid_out_of_band: true })
  const [payment] = (await stripe.invoicePayments.list({ invoice: third.id })).data
  const intent = await stripe.paymentIntents.retrieve(idOf(payment?.payment.payment_intent ?? null))
  expect([third.status, intent.status]).toEqual(['paid', 'canceled'])
})

it('books a refund that was made by itself, but none of another payment', async () => {
  const { stripe, customer } = await billing('sk_test_booked')
  const pays = async () => {
    await stripe.invoiceItems.create({ customer, amount: 5000, currency: 'usd' })
    const draft = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
    await stripe.invoices.finalizeInvoice(draft.id)
    return (await stripe.invoices.pay(draft.id)).id
  }
  const [invoice, other] = [await pays(), await pays()]
  const [payment] = (await stripe.invoicePayments.list({ invoice })).data
  const intent = idOf(payment?.payment.payment_intent ?? null)
  const refund = await stripe.refunds.create({ payment_intent: intent, amount: 1200 })
  const books = (of: string, amount: number) =>
    stripe.creditNotes.create({ invoice: of, amount, refunds: [{ refund: refund.id }] })
  await expect(books(other, 1200)).rejects.toMatchObject({ param: 'refunds[0][refund]' })
  await expect(books(invoice, 1300)).rejects.toMatchObject({ param: 'refund_amount' })
  const note = await books(invoice, 1200)
  await expect(books(invoice, 1200)).rejects.toMatchObject({ param: 'refunds[0][amount_refunded]' })
  expect(note.refunds).toMatchObject([{ refund: refund.id, amount_refunded: 1200 }])
  expect((await stripe.refunds.list({ payment_intent: intent })).data).toHaveLength(1)
})

it('takes a note off what is still to be paid first, gives it back once when void, and asks where the rest goes', async () => {
  const { stripe, customer } = await billing('sk_test_notes')
  const bill = async () => {
    await stripe.invoiceItems.create({ customer, amount: 10_000, currency: 'usd' })
    const draft = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
    return (await stripe.invoices.finalizeInvoice(draft.id)).id
  }
  const due = async (id: string) => {
    const invoice = await stripe.invoices.retrieve(id)
    return [invoice.status, invoice.amount_due, invoice.amount_paid, invoice.amount_remaining]
  }
  const first = await bill()
  await expect(
    stripe.creditNotes.create({ invoice: first, amount: 500, refund_amount: 500 }),
  ).rejects.toMatchObject({ statusCode: 400, param: 'refund_amount' })
  const note = await stripe.creditNotes.create({ invoice: first, amount: 2500 })
  expect([note.type, await due(first)]).toEqual(['pre_payment', ['open', 7500, 0, 7500]])
  await stripe.creditNotes.voidCreditNote(note.id)
  await expect(stripe.creditNotes.voidCreditNote(note.id)).rejects.toMatchObject({ statusCode: 400 })
  expect(await due(first)).toEqual(['open', 10_000, 0, 10_000])
  const kept = await stripe.creditNotes.create({ invoice: first, amount: 1000 })
  expect((await stripe.invoices.pay(first)).amount_paid).toBe(9000)
  await expect(stripe.creditNotes.voidCreditNote(kept.id)).rejects.toMatchObject({ statusCode: 400 })
  await stripe.customers.createBalanceTransaction(customer, { amount: -4000, currency: 'usd' })
  const second = await bill()
  const mixed = { invoice: second, amount: 8000 }
  await expect(stripe.creditNotes.create(mixed)).rejects.toMatchObject({ param: 'refund_amount' })
  const both = await stripe.creditNotes.create({ ...mixed, credit_amount: 2000 })
  expect([both.type, both.pre_payment_amount, both.post_payment_amount]).toEqual(['mixed', 6000, 2000])
  expect([await due(second), await stripe.customers.retrieve(customer)]).toMatchObject([
    ['paid', 0, 0, 0],
    { balance: -2000 },
  ])
  const third = await bill()
  const part = await stripe.paymentIntents.create({
    amount: 3000,
    currency: 'usd',
    customer,
    payment_method: 'pm_card_visa',
    confirm: true,
    return_url: 'https://example.com',
  })
  await stripe.invoices.attachPayment(third, { payment_intent: part.id })
  await stripe.creditNotes.create({ invoice: third, amount: 1000 })
  expect(await due(third)).toEqual(['open', 7000, 3000, 4000])
})

it('does with a renewal that nobody pays what the settings say', async () => {
  for (const [action, status, invoices] of [
    ['cancel', 'canceled', ['paid', 'open']],
    ['unpaid', 'unpaid', ['paid', 'open', 'draft']],
    ['past_due', 'past_due', ['paid', 'open', 'open']],
  ] as const) {
    const key = `sk_test_dunning_${action}`
    const flow = await billing(key)
    const { stripe, customer } = flow
    await fetch(`${flow.url}/_sim/settings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: `retry_policy[days][0]=2&retry_policy[days][1]=5&retry_policy[final_action]=${action}`,
    })
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(1000) }] })
    await stripe.subscriptions.update(id, { default_payment_method: 'pm_card_chargeCustomerFail' })
    await flow.advanceTo((MONTHS[1] ?? 0) + DAY)
    const [failed] = (await stripe.invoices.list({ subscription: id })).data
    expect([failed?.attempt_count, failed?.next_payment_attempt]).toEqual([
      1,
      (MONTHS[1] ?? 0) + 3600 + 2 * DAY,
    ])
    await flow.advanceTo((MONTHS[1] ?? 0) + 6 * DAY)
    expect((await stripe.subscriptions.retrieve(id)).status).toBe(status)
    await flow.advanceTo((MONTHS[2] ?? 0) + DAY)
    expect((await flow.invoices(id)).map(([, state]) => state)).toEqual(invoices)
  }
})

it('keeps a draft that cannot be opened, says why, and opens it once it can', async () => {
  const { stripe, customer } = await billing('sk_test_unopened')
  await stripe.rawRequest('POST', '/_sim/settings', { tax: { head_office: { country: 'DE' } } })
  await stripe.invoiceItems.create({ customer, amount: 5000, currency: 'usd', tax_behavior: 'inclusive' })
  const draft = await stripe.invoices.create({
    customer,
    currency: 'usd',
    automatic_tax: { enabled: true },
    pending_invoice_items_behavior: 'include',
  })
  await expect(stripe.invoices.finalizeInvoice(draft.id)).rejects.toMatchObject({
    code: 'customer_tax_location_invalid',
  })
  const [failed] = (await stripe.events.list({ type: 'invoice.finalization_failed' })).data
  expect(failed?.data.object).toMatchObject({
    id: draft.id,
    status: 'draft',
    last_finalization_error: { code: 'customer_tax_location_invalid' },
  })
  await stripe.customers.update(customer, { address: { country: 'DE', postal_code: '10115' } })
  expect(await stripe.invoices.finalizeInvoice(draft.id)).toMatchObject({
    status: 'open',
    last_finalization_error: null,
  })
})

it('changes a draft: how and until when it is paid, less what, with which number, and when it is opened', async () => {
  const flow = await billing('sk_test_draft')
  const { stripe, customer } = flow
  await stripe.invoiceItems.create({ customer, amount: 5000, currency: 'usd' })
  const { id, created } = await stripe.invoices.create({
    customer,
    currency: 'usd',
    auto_advance: false,
    custom_fields: [{ name: 'Order', value: '6' }],
    pending_invoice_items_behavior: 'include',
  })
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
  await expect(stripe.invoices.update(id, { collection_method: 'send_invoice' })).rejects.toMatchObject({
    param: 'days_until_due',
  })
  await expect(stripe.invoices.update(id, { days_until_due: 3 })).rejects.toMatchObject({
    param: 'days_until_due',
  })
  const changed = await stripe.invoices.update(id, {
    auto_advance: true,
    collection_method: 'send_invoice',
    custom_fields: [{ name: 'Order', value: '7' }],
    days_until_due: 30,
    discounts: [{ coupon: coupon.id }],
    footer: 'Thank you',
    number: 'A-17',
  })
  expect(changed).toMatchObject({
    automatically_finalizes_at: start + 3600,
    custom_fields: [{ name: 'Order', value: '7' }],
    due_date: created + 30 * DAY,
    footer: 'Thank you',
    total: 4500,
    lines: { data: [{ discount_amounts: [{ amount: 500 }] }] },
  })
  await stripe.invoices.update(id, { auto_advance: false })
  await flow.advanceTo(start + 2 * 3600)
  expect((await stripe.invoices.retrieve(id)).status).toBe('draft')
  await stripe.invoices.update(id, { auto_advance: true, automatically_finalizes_at: start + DAY })
  await stripe.invoices.update(id, { discounts: '' })
  await flow.advanceTo(start + DAY)
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open', number: 'A-17', total: 5000 })
  await expect(
    stripe.invoices.update(id, { collection_method: 'charge_automatically' }),
  ).rejects.toMatchObject({
    code: 'invoice_not_editable',
  })
})
