import { expect, it, vi } from 'vitest'
import { billing, idOf, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

it('revises an opened invoice: a draft with the same lines takes its place when it is opened', async () => {
  const { stripe, customer } = await billing('sk_test_revision')
  const coupon = await stripe.coupons.create({ amount_off: 500, currency: 'usd' })
  await stripe.invoiceItems.create({ customer, amount: 3000, currency: 'usd', description: 'Work' })
  const original = await stripe.invoices.create({
    customer,
    collection_method: 'send_invoice',
    days_until_due: 30,
    pending_invoice_items_behavior: 'include',
    discounts: [{ coupon: coupon.id }],
    metadata: { order: '7' },
    footer: 'Thanks',
  })
  const revise = (invoice: string) =>
    stripe.invoices.create({ from_invoice: { action: 'revision', invoice } })
  await expect(revise(original.id)).rejects.toMatchObject({ statusCode: 400, code: 'invoice_not_editable' })
  await stripe.invoices.finalizeInvoice(original.id)
  await stripe.invoiceItems.create({ customer, amount: 900, currency: 'usd', description: 'Waits' })
  await stripe.customers.update(customer, { name: 'Ada Lovelace' })
  const draft = await revise(original.id)
  expect(draft).toMatchObject({
    status: 'draft',
    from_invoice: { action: 'revision', invoice: original.id },
    customer_name: 'Ada Lovelace',
    total: 2500,
    number: null,
    due_date: original.due_date,
    metadata: { order: '7' },
    footer: 'Thanks',
  })
  expect(draft.lines.data.map(line => [line.description, line.amount])).toEqual([['Work', 3000]])
  const [line] = draft.lines.data
  expect(line?.parent?.invoice_item_details?.invoice_item).not.toBe(
    (await stripe.invoices.retrieve(original.id)).lines.data[0]?.parent?.invoice_item_details?.invoice_item,
  )
  await stripe.invoices.updateLineItem(draft.id, line?.id ?? '', { amount: 4000 })
  expect(await stripe.invoices.retrieve(original.id)).toMatchObject({ status: 'open', latest_revision: null })
  const revision = await stripe.invoices.finalizeInvoice(draft.id)
  expect(revision).toMatchObject({ status: 'open', total: 3500, amount_due: 3500 })
  expect(await stripe.invoices.retrieve(original.id)).toMatchObject({
    status: 'void',
    total: 2500,
    latest_revision: revision.id,
  })
  const second = await revise(revision.id)
  await stripe.invoices.finalizeInvoice(second.id)
  const chain = await Promise.all([original.id, revision.id].map(id => stripe.invoices.retrieve(id)))
  expect(chain.map(one => [one.status, one.latest_revision])).toEqual([
    ['void', second.id],
    ['void', second.id],
  ])
  await expect(revise(original.id)).rejects.toThrow(/is void/)
})

it('opens no revision of an invoice that was paid meanwhile, and revises none of a subscription', async () => {
  const { stripe, customer, price } = await billing('sk_test_revision_late')
  await stripe.invoiceItems.create({ customer, amount: 3000, currency: 'usd' })
  const { id } = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
  await stripe.invoices.finalizeInvoice(id)
  const draft = await stripe.invoices.create({ from_invoice: { action: 'revision', invoice: id } })
  await stripe.invoices.pay(id)
  await expect(stripe.invoices.finalizeInvoice(draft.id)).rejects.toMatchObject({
    code: 'invoice_not_editable',
    message: expect.stringContaining('is paid'),
  })
  expect((await stripe.invoices.retrieve(draft.id)).status).toBe('draft')
  const { latest_invoice: invoice } = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(500) }],
    collection_method: 'send_invoice',
    days_until_due: 10,
  })
  await stripe.invoices.finalizeInvoice(idOf(invoice))
  await expect(
    stripe.invoices.create({ from_invoice: { action: 'revision', invoice: idOf(invoice) } }),
  ).rejects.toThrow(/attached to a subscription/)
})
