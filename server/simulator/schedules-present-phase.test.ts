import { expect, it, vi } from 'vitest'
import { billing, DAY, idOf, MONTHS, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

it('has the present phase follow what is changed on the subscription itself', async () => {
  const flow = await billing('sk_test_direct')
  const { stripe, customer } = flow
  const [small, large] = [await flow.price(1000), await flow.price(4000)]
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    phases: [
      { items: [{ price: small }], duration: { interval: 'month' } },
      { items: [{ price: large }], duration: { interval: 'month' } },
    ],
  })
  const phases = async () =>
    (await stripe.subscriptionSchedules.retrieve(made.id)).phases.map(({ items }) =>
      items.map(({ price, quantity }) => [idOf(price), quantity]),
    )
  const id = idOf(made.subscription)
  const [item] = (await stripe.subscriptions.retrieve(id)).items.data
  await stripe.subscriptions.update(id, { items: [{ id: item?.id ?? '', quantity: 3 }] })
  expect(await phases()).toEqual([[[small, 3]], [[large, 1]]])
  await stripe.subscriptionItems.update(item?.id ?? '', { quantity: 5 })
  await stripe.subscriptionSchedules.update(made.id, { metadata: { seen: 'yes' } })
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.quantity).toBe(5)
  expect(await phases()).toEqual([[[small, 5]], [[large, 1]]])
  expect((await flow.events('subscription_schedule.')).filter(type => type.endsWith('updated'))).toHaveLength(
    4,
  )
})

it('keeps in the present phase whatever else is changed on the subscription itself', async () => {
  const flow = await billing('sk_test_direct_terms')
  const { stripe, customer } = flow
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
  const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false })
  const items = [{ price: await flow.price(1000) }]
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    default_settings: { description: 'Plan' },
    phases: [
      { items, duration: { interval: 'month', interval_count: 2 } },
      { items, duration: { interval: 'month' }, discounts: [] },
    ],
  })
  const id = idOf(made.subscription)
  const seller = await stripe.accounts.create({ email: 'a@example.com' })
  const method = await stripe.paymentMethods.attach('pm_card_mastercard', { customer })
  const terms = {
    description: 'Mine',
    collection_method: 'send_invoice',
    default_payment_method: method.id,
    transfer_data: { amount_percent: 40, destination: seller.id },
  } as const
  const updated = await stripe.subscriptions.update(id, {
    ...terms,
    days_until_due: 9,
    discounts: [{ coupon: coupon.id }],
    default_tax_rates: [vat.id],
  })
  const { phases } = await stripe.subscriptionSchedules.retrieve(made.id)
  const following = {
    ...terms,
    invoice_settings: { days_until_due: 9 },
    discounts: [{ coupon: null, discount: idOf(updated.discounts[0] ?? null), promotion_code: null }],
    default_tax_rates: [{ id: vat.id }],
  }
  expect(phases).toMatchObject([
    following,
    { description: null, collection_method: null, default_payment_method: null, discounts: [] },
  ])
  const before = await flow.events('subscription_schedule.')
  await stripe.subscriptions.update(id, { metadata: { seen: 'yes' } })
  expect(await flow.events('subscription_schedule.')).toEqual(before)
  await stripe.subscriptionSchedules.update(made.id, { metadata: { seen: 'yes' } })
  const kept = await stripe.subscriptions.retrieve(id)
  expect(kept).toMatchObject({ ...terms, days_until_due: 9, discounts: updated.discounts })
  await flow.advanceTo((MONTHS[1] ?? 0) + 7200)
  await flow.advanceTo((MONTHS[2] ?? 0) + 7200)
  const next = await stripe.subscriptions.retrieve(id)
  expect(next).toMatchObject({
    description: 'Plan',
    collection_method: 'charge_automatically',
    discounts: [],
  })
  await stripe.subscriptions.update(id, { discounts: [{ coupon: coupon.id }] })
  await stripe.subscriptions.deleteDiscount(id)
  const { phases: after } = await stripe.subscriptionSchedules.retrieve(made.id)
  expect(after[1]?.discounts).toEqual([])
})

it('taxes each phase as it says, else as the schedule’s settings say', async () => {
  const flow = await billing('sk_test_phase_tax')
  const { stripe, customer } = flow
  const rate = async (percentage: number) =>
    (await stripe.taxRates.create({ display_name: 'VAT', percentage, inclusive: false })).id
  const [ten, twenty] = [await rate(10), await rate(20)]
  const [price, dear] = [await flow.price(1000), await flow.price(5000)]
  const { product } = await stripe.prices.retrieve(price)
  const fee = { price_data: { currency: 'usd', product: idOf(product), unit_amount: 100 } }
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    phases: [
      {
        items: [{ price }, { price: dear, tax_rates: [twenty] }],
        add_invoice_items: [{ ...fee, tax_rates: [twenty] }],
        default_tax_rates: [ten],
        duration: { interval: 'month' },
      },
      { items: [{ price, tax_rates: [twenty] }], add_invoice_items: [fee], duration: { interval: 'month' } },
    ],
  })
  const id = idOf(made.subscription)
  expect(await flow.invoices(id)).toEqual([['subscription_create', 'draft', 6100 + 100 + 1000 + 20]])
  await flow.advanceTo((MONTHS[1] ?? 0) + 7200)
  expect((await flow.invoices(id)).at(-1)).toEqual(['subscription_cycle', 'paid', 1100 + 200 + 10])

  await stripe.tax.settings.update({
    defaults: { tax_behavior: 'exclusive' },
    head_office: { address: { country: 'DE' } },
  })
  await stripe.tax.registrations.create({
    country: 'DE',
    active_from: 'now',
    country_options: { de: { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } },
  })
  await stripe.customers.update(customer, { address: { country: 'DE' } })
  const automatic = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    default_settings: { automatic_tax: { enabled: true } },
    phases: [
      { items: [{ price }], duration: { interval: 'month' } },
      { items: [{ price }], duration: { interval: 'month' }, automatic_tax: { enabled: false } },
    ],
  })
  const taxed = idOf(automatic.subscription)
  expect(await flow.invoices(taxed)).toEqual([['subscription_create', 'draft', 1190]])
  await flow.advanceTo((MONTHS[1] ?? 0) + 32 * DAY + 7200)
  expect((await flow.invoices(taxed)).at(-1)).toEqual(['subscription_cycle', 'paid', 1000])
})

it('writes on invoices what the phase, else the schedule, has written on them, the account’s tax ids too', async () => {
  const flow = await billing('sk_test_phase_words')
  const { stripe, customer } = flow
  const ids = await Promise.all(
    ['DE123456789', 'AT U12345678'].map(value => stripe.taxIds.create({ type: 'eu_vat', value })),
  )
  const [german = '', austrian = ''] = ids.map(({ id }) => id)
  expect(ids).toMatchObject([
    { customer: null, owner: { type: 'self' }, country: 'DE' },
    { value: 'ATU12345678', country: 'AT' },
  ])
  const theirs = await stripe.taxIds.create({
    type: 'eu_vat',
    value: 'DE111111111',
    owner: { type: 'customer', customer },
  })
  const list = await stripe.taxIds.list()
  expect(list.data.map(({ id }) => id)).toEqual([austrian, german])
  const items = [{ price: await flow.price(1000) }]
  const duration = { interval: 'month' } as const
  const own = { footer: 'Own', custom_fields: [{ name: 'Order', value: '7' }], account_tax_ids: [austrian] }
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    default_settings: { invoice_settings: { footer: 'Usual', account_tax_ids: [german] } },
    phases: [
      { items, duration },
      { items, duration, invoice_settings: own },
      { items, duration },
    ],
  })
  const id = idOf(made.subscription)
  const usual = { footer: 'Usual', account_tax_ids: [german], custom_fields: null }
  expect(made.default_settings.invoice_settings).toMatchObject(usual)
  expect(made.phases[1]?.invoice_settings).toMatchObject({ ...own, issuer: null })
  for (const month of [1, 2]) await flow.advanceTo((MONTHS[month] ?? 0) + 7200)
  const { data } = await stripe.invoices.list({ subscription: id })
  expect(data.toReversed()).toMatchObject([usual, own, usual])
  await stripe.subscriptions.update(id, { invoice_settings: { footer: 'Told' } })
  const after = await stripe.subscriptionSchedules.retrieve(made.id)
  expect(after.phases[2]?.invoice_settings).toMatchObject({ footer: 'Told', account_tax_ids: [german] })
  await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'usd' })
  const bill = (account_tax_ids: string[]) =>
    stripe.invoices.create({ customer, account_tax_ids, pending_invoice_items_behavior: 'include' })
  await expect(bill([theirs.id])).rejects.toMatchObject({
    code: 'resource_missing',
    param: 'account_tax_ids[0]',
  })
  const draft = await bill([german])
  expect(draft.account_tax_ids).toEqual([german])
  expect((await stripe.invoices.update(draft.id, { account_tax_ids: '' })).account_tax_ids).toBe(null)
  await stripe.taxIds.del(german)
  await expect(bill([german])).rejects.toMatchObject({ code: 'resource_missing' })
})
