import { expect, it, vi } from 'vitest'
import { billing, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Payment links: what they are told later, and what the sessions that they open take over. */
const note = { key: 'note', label: { type: 'custom', custom: 'Note' }, type: 'text' } as const

it('changes what a link sells, says and asks for, and opens sessions like that from then on', async () => {
  const { stripe } = await billing('sk_test_link_update')
  const line = (unit_amount: number) => ({
    quantity: 1,
    price_data: { currency: 'usd', unit_amount, product_data: { name: `P${unit_amount}` } },
  })
  const link = await stripe.paymentLinks.create({
    line_items: [{ ...line(1_000), adjustable_quantity: { enabled: true, maximum: 5 } }, line(300)],
    payment_intent_data: {
      description: 'Chairs',
      metadata: { a: '1', b: '2' },
      statement_descriptor: 'CHAIRS',
    },
    expand: ['line_items'],
  })
  const [first, second] = link.line_items?.data ?? []
  expect([first?.adjustable_quantity, second?.adjustable_quantity, link.invoice_creation?.enabled]).toEqual([
    { enabled: true, maximum: 5, minimum: 0 },
    null,
    false,
  ])
  const updated = await stripe.paymentLinks.update(link.id, {
    line_items: [{ id: second?.id ?? '', quantity: 4 }],
    custom_fields: [note],
    custom_text: { submit: { message: 'Soon' }, after_submit: '' },
    payment_intent_data: { description: '', metadata: { a: '', c: '3' }, transfer_group: 'chairs' },
    invoice_creation: { enabled: true, invoice_data: { footer: 'Thanks', metadata: { order: '7' } } },
    shipping_address_collection: { allowed_countries: ['US'] },
    phone_number_collection: { enabled: true },
    expand: ['line_items'],
  })
  const kept = { metadata: { b: '2', c: '3' }, statement_descriptor: 'CHAIRS', transfer_group: 'chairs' }
  const page = {
    custom_fields: [{ ...note, optional: false }],
    custom_text: { submit: { message: 'Soon' }, after_submit: null },
    invoice_creation: { enabled: true, invoice_data: { footer: 'Thanks', metadata: { order: '7' } } },
    phone_number_collection: { enabled: true },
    shipping_address_collection: { allowed_countries: ['US'] },
  }
  expect(updated).toMatchObject({
    ...page,
    payment_intent_data: { ...kept, description: null },
    line_items: { data: [{ quantity: 1 }, { quantity: 4, amount_subtotal: 1_200, amount_total: 1_200 }] },
  })
  await stripe.rawRequest('POST', `/_sim/payment_links/${link.id}/open`, {})
  const [opened] = (await stripe.checkout.sessions.list({ payment_link: link.id })).data
  expect(opened).toMatchObject({ ...page, amount_total: 2_200 })
  await stripe.rawRequest('POST', `/_sim/checkout/sessions/${opened?.id}/complete`, {})
  const done = await stripe.checkout.sessions.retrieve(opened?.id ?? '', {
    expand: ['payment_intent', 'invoice', 'line_items'],
  })
  expect(done).toMatchObject({
    payment_intent: { ...kept, description: null },
    invoice: { footer: 'Thanks', metadata: { order: '7' }, total: 2_200 },
    line_items: { data: [{ adjustable_quantity: { maximum: 5 } }, { quantity: 4 }] },
  })
  const cleared = await stripe.paymentLinks.update(link.id, {
    custom_fields: '',
    shipping_address_collection: '',
  })
  expect([cleared.custom_fields, cleared.shipping_address_collection]).toEqual([[], null])
  await expect(
    stripe.paymentLinks.update(link.id, { line_items: [{ id: 'li_other', quantity: 1 }] }),
  ).rejects.toMatchObject({ code: 'resource_missing', param: 'line_items[0][id]' })
})

it('changes how the subscriptions behind a link begin, and has no fee for what it does not sell', async () => {
  const { stripe, price } = await billing('sk_test_link_subscription')
  const link = await stripe.paymentLinks.create({
    line_items: [{ price: await price(1_000), quantity: 1 }],
    subscription_data: { description: 'Plan', trial_period_days: 7, metadata: { a: '1' } },
  })
  expect(link.invoice_creation).toBe(null)
  const updated = await stripe.paymentLinks.update(link.id, {
    subscription_data: {
      trial_period_days: '',
      metadata: { b: '2' },
      invoice_settings: { issuer: { type: 'self' } },
    },
    application_fee_percent: 5,
  })
  expect([updated.subscription_data, updated.application_fee_percent]).toMatchObject([
    { description: 'Plan', trial_period_days: null, metadata: { a: '1', b: '2' } },
    5,
  ])
  await expect(stripe.paymentLinks.update(link.id, { application_fee_amount: 5 })).rejects.toMatchObject({
    param: 'application_fee_amount',
  })
  await expect(
    stripe.paymentLinks.update(link.id, { invoice_creation: { enabled: true } }),
  ).rejects.toMatchObject({ param: 'invoice_creation' })
  await stripe.paymentLinks.update(link.id, { application_fee_percent: '' })
  await stripe.rawRequest('POST', `/_sim/payment_links/${link.id}/open`, {})
  const [opened] = (await stripe.checkout.sessions.list({ payment_link: link.id })).data
  await stripe.rawRequest('POST', `/_sim/checkout/sessions/${opened?.id}/complete`, {})
  const [made] = (await stripe.subscriptions.list()).data
  expect(made).toMatchObject({
    application_fee_percent: null,
    description: 'Plan',
    metadata: { a: '1', b: '2' },
    status: 'active',
    trial_end: null,
  })
})
