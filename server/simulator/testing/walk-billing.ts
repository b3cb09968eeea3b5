import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

const start = 1_767_225_600

/** Calls every endpoint of an area once. Clocks, subscriptions, invoices, credit notes. */
export async function walkBilling(
  stripe: StripeClient,
  { recurring, once, code }: { readonly recurring: string; readonly once: string; readonly code: string },
) {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start, name: 'Clock' })
  await stripe.testHelpers.testClocks.list()
  const { id: customer } = await stripe.customers.create({
    test_clock: clock.id,
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: recurring, quantity: 2 }],
    discounts: [{ promotion_code: code }],
    add_invoice_items: [{ price: once }],
    expand: ['latest_invoice.payments', 'latest_invoice.confirmation_secret'],
  })
  await stripe.subscriptions.retrieve(subscription.id, { expand: ['customer', 'items.data.price.product'] })
  await stripe.subscriptions.list({ customer, status: 'all' })
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true, metadata: { a: 'b' } })
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })
  const items = await stripe.subscriptionItems.list({ subscription: subscription.id })
  const other = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 300,
    recurring: { interval: 'month' },
    product_data: { name: 'Extra' },
  })
  const added = await stripe.subscriptionItems.create({ subscription: subscription.id, price: other.id })
  await stripe.subscriptionItems.update(added.id, { quantity: 3 })
  await stripe.subscriptionItems.del(added.id)
  await stripe.invoices.createPreview({ subscription: subscription.id })
  await stripe.invoices.createPreview({
    customer,
    invoice_items: [{ amount: 100, currency: 'usd' }],
    subscription_details: { items: [{ price: recurring }] },
  })
  await stripe.subscriptions.pause(subscription.id, { type: 'subscription' })
  await stripe.subscriptions.resume(subscription.id)
  await stripe.subscriptions.deleteDiscount(subscription.id)
  const classic = await stripe.subscriptions.create({
    customer,
    items: [{ price: recurring }],
    billing_mode: { type: 'classic' },
  })
  await stripe.subscriptions.migrate(classic.id, { billing_mode: { type: 'flexible' } })
  await stripe.subscriptionItems.retrieve(items.data[0]?.id ?? '')
  await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start + 32 * 86_400 })
  while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== 'ready');
  const { data } = await stripe.invoices.list({ subscription: subscription.id, expand: ['data.payments'] })
  const paid = await stripe.invoices.retrieve(data[0]?.id ?? '', {
    expand: ['customer', 'lines.data.subscription'],
  })
  await stripe.invoices.listLineItems(paid.id)
  const payment = (await stripe.invoicePayments.list({ invoice: paid.id, status: 'paid' })).data[0]
  await stripe.invoicePayments.retrieve(payment?.id ?? '', { expand: ['invoice', 'payment.payment_intent'] })
  const note = await stripe.creditNotes.create({
    invoice: paid.id,
    amount: 500,
    refund_amount: 300,
    credit_amount: 200,
  })
  await stripe.creditNotes.retrieve(note.id)
  await stripe.creditNotes.update(note.id, { memo: 'x' })
  await stripe.creditNotes.list({ invoice: paid.id })
  await stripe.creditNotes.listLineItems(note.id)
  await walkOneOff(stripe, customer, once)
  await stripe.subscriptions.cancel(subscription.id)
  await stripe.testHelpers.testClocks.del(clock.id)
}

async function walkLines(stripe: StripeClient, draft: string) {
  const added = await stripe.invoices.addLines(draft, { lines: [{ amount: 700, description: 'Fee' }] })
  const line = added.lines.data.find(one => one.description === 'Fee')
  const id = line?.id ?? ''
  await stripe.invoices.updateLineItem(draft, id, { description: 'Larger fee' })
  await stripe.invoices.updateLines(draft, { lines: [{ id, amount: 800 }] })
  await stripe.invoiceItems.update(line?.parent?.invoice_item_details?.invoice_item ?? '', { amount: 900 })
  await stripe.invoices.removeLines(draft, { lines: [{ id, behavior: 'delete' }] })
}

async function walkOneOff(stripe: StripeClient, customer: string, once: string) {
  const item = await stripe.invoiceItems.create({ customer, pricing: { price: once } })
  await stripe.invoiceItems.retrieve(item.id)
  await stripe.invoiceItems.list({ customer })
  await stripe.invoiceItems.del(
    (await stripe.invoiceItems.create({ customer, amount: 100, currency: 'usd' })).id,
  )
  const draft = await stripe.invoices.create({
    customer,
    pending_invoice_items_behavior: 'include',
    collection_method: 'send_invoice',
    days_until_due: 30,
    currency: 'usd',
  })
  await stripe.invoices.update(draft.id, { description: 'Extra' })
  await walkLines(stripe, draft.id)
  const open = await stripe.invoices.finalizeInvoice(draft.id)
  await stripe.invoices.sendInvoice(open.id)
  const apart = await stripe.paymentIntents.create({
    customer,
    amount: 50,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  })
  await stripe.invoices.attachPayment(open.id, { payment_intent: apart.id })
  await stripe.creditNotes.preview({ invoice: open.id, amount: 100 })
  await stripe.creditNotes.listPreviewLineItems({ invoice: open.id, amount: 100 })
  const note = await stripe.creditNotes.create({ invoice: open.id, amount: 100 })
  await stripe.creditNotes.voidCreditNote(note.id)
  await stripe.invoices.markUncollectible(open.id)
  await stripe.invoices.voidInvoice(open.id)
  await stripe.invoiceItems.create({ customer, amount: 900, currency: 'usd' })
  const second = await stripe.invoices.create({
    customer,
    pending_invoice_items_behavior: 'include',
    currency: 'usd',
  })
  await stripe.invoices.pay(second.id)
  await stripe.invoices.del((await stripe.invoices.create({ customer, currency: 'usd' })).id)
}
