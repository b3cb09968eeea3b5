import { describe, expect, it, test, vi } from 'vitest'
import { billing, idOf, MONTHS, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/**
 * Automatic tax of customers whose place is no longer known when time, and nobody's request, opens an invoice.
 * Source: docs.stripe.com/tax/customer-locations#invoice-finalization-errors.
 */
async function taxed(key: string) {
  const flow = await billing(key)
  const { stripe, customer } = flow
  await stripe.rawRequest('POST', '/_sim/settings', {
    tax: { head_office: { country: 'DE' }, registrations: ['DE'], tax_behavior: 'exclusive' },
  })
  await stripe.customers.update(customer, { address: { country: 'DE', postal_code: '10115' } })
  const price = await flow.price(1000)
  const loseLocation = () => stripe.customers.update(customer, { address: '' })
  const latest = async (subscription: string) => (await stripe.invoices.list({ subscription })).data[0]
  return { ...flow, price, loseLocation, latest }
}
const FEBRUARY = MONTHS[1] ?? 0
const OFF = {
  enabled: false,
  disabled_reason: 'finalization_requires_location_inputs',
  status: null,
}

describe('a renewal goes on without tax, which is switched off with the reason', () => {
  test.for([
    [undefined, 'paid'],
    ['void', 'void'],
    ['mark_uncollectible', 'uncollectible'],
  ] as const)('pause_collection %s: %s', async ([behavior, status]) => {
    const { stripe, customer, price, loseLocation, advanceTo, latest, events } = await taxed(
      `sk_test_lost_${status}`,
    )
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      automatic_tax: { enabled: true },
    })
    if (behavior !== undefined) await stripe.subscriptions.update(id, { pause_collection: { behavior } })
    expect((await latest(id))?.total).toBe(1190)
    await loseLocation()
    await advanceTo(FEBRUARY + 7200)
    expect(await latest(id)).toMatchObject({ status, total: 1000, automatic_tax: OFF })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'active',
      automatic_tax: { enabled: false, disabled_reason: 'requires_location_inputs' },
    })
    expect(await events('invoice.finalization_failed')).toEqual([])
    expect((await events('invoice.updated')).length).toBeGreaterThan(0)
    await advanceTo((MONTHS[2] ?? 0) + 7200)
    expect(await latest(id)).toMatchObject({ status, automatic_tax: { enabled: false } })
  })
})

it('a draft that is kept while collection is paused asks for the place', async () => {
  const { stripe, customer, price, loseLocation, advanceTo, latest } = await taxed('sk_test_lost_kept')
  const { id } = await stripe.subscriptions.create({
    customer,
    items: [{ price }],
    automatic_tax: { enabled: true },
  })
  await stripe.subscriptions.update(id, { pause_collection: { behavior: 'keep_as_draft' } })
  await loseLocation()
  await advanceTo(FEBRUARY + 7200)
  const draft = await latest(id)
  expect(draft).toMatchObject({
    status: 'draft',
    auto_advance: false,
    automatic_tax: { enabled: true, status: 'requires_location_inputs' },
  })
  await expect(stripe.invoices.finalizeInvoice(draft?.id ?? '')).rejects.toMatchObject({
    code: 'customer_tax_location_invalid',
  })
})

it('an invoice of no subscription stays a draft, says why, and is opened once the place is known', async () => {
  const { stripe, customer, advanceTo, loseLocation, events } = await taxed('sk_test_lost_single')
  await stripe.invoiceItems.create({ customer, amount: 5000, currency: 'usd' })
  const { id } = await stripe.invoices.create({
    customer,
    automatic_tax: { enabled: true },
    pending_invoice_items_behavior: 'include',
    auto_advance: true,
  })
  await loseLocation()
  await advanceTo((MONTHS[0] ?? 0) + 7200)
  expect(await stripe.invoices.retrieve(id)).toMatchObject({
    status: 'draft',
    automatic_tax: { enabled: true, status: 'requires_location_inputs' },
    last_finalization_error: { code: 'customer_tax_location_invalid' },
  })
  expect(await events('invoice.finalization_failed')).toEqual(['invoice.finalization_failed'])
  await stripe.customers.update(customer, { address: { country: 'DE', postal_code: '10115' } })
  expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({
    status: 'open',
    total: 5950,
    last_finalization_error: null,
  })
})

it('a phase that begins with an invoice goes on without tax, in its schedule too', async () => {
  const { stripe, customer, price, loseLocation, advanceTo, latest } = await taxed('sk_test_lost_phase')
  const tax = { automatic_tax: { enabled: true } }
  const { id } = await stripe.subscriptionSchedules.create({
    customer,
    start_date: MONTHS[0] ?? 0,
    end_behavior: 'release',
    default_settings: tax,
    phases: [
      { items: [{ price }], duration: { interval: 'month', interval_count: 1 }, ...tax },
      {
        items: [{ price, quantity: 3 }],
        duration: { interval: 'month', interval_count: 1 },
        proration_behavior: 'always_invoice',
        billing_cycle_anchor: 'phase_start',
        ...tax,
      },
    ],
  })
  const subscription = idOf((await stripe.subscriptionSchedules.retrieve(id)).subscription)
  await advanceTo((MONTHS[0] ?? 0) + 7200)
  expect((await latest(subscription))?.total).toBe(1190)
  await loseLocation()
  await advanceTo(FEBRUARY + 7200)
  expect(await latest(subscription)).toMatchObject({ status: 'paid', total: 3000, automatic_tax: OFF })
  const off = { enabled: false, disabled_reason: 'requires_location_inputs' }
  const schedule = await stripe.subscriptionSchedules.retrieve(id)
  expect([schedule.default_settings.automatic_tax, schedule.phases[1]?.automatic_tax]).toMatchObject([
    off,
    off,
  ])
})

it('a schedule that begins later begins without tax', async () => {
  const { stripe, customer, price, loseLocation, advanceTo, latest } = await taxed('sk_test_lost_start')
  const { id } = await stripe.subscriptionSchedules.create({
    customer,
    start_date: FEBRUARY,
    phases: [
      {
        items: [{ price }],
        duration: { interval: 'month', interval_count: 2 },
        automatic_tax: { enabled: true },
      },
    ],
  })
  await loseLocation()
  await advanceTo(FEBRUARY + 7200)
  const { status, phases, subscription } = await stripe.subscriptionSchedules.retrieve(id)
  const off = { enabled: false, disabled_reason: 'requires_location_inputs' }
  expect([status, phases[0]?.automatic_tax]).toMatchObject(['active', off])
  expect((await stripe.subscriptions.retrieve(idOf(subscription))).automatic_tax).toMatchObject(off)
  expect(await latest(idOf(subscription))).toMatchObject({ status: 'paid', total: 1000 })
})

it('takes the place of a payment method where the customer tells none, the invoice’s before the customer’s', async () => {
  const { stripe, customer, loseLocation } = await taxed('sk_test_method_location')
  await loseLocation()
  const saved = async (country: string) => {
    const { id } = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
      billing_details: { address: { country } },
    })
    return (await stripe.paymentMethods.attach(id, { customer })).id
  }
  const [usual, own] = [await saved('FR'), await saved('DE')]
  const draft = async (params: { default_payment_method?: string } = {}) => {
    await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'usd' })
    const { automatic_tax: tax, total } = await stripe.invoices.create({
      customer,
      automatic_tax: { enabled: true },
      pending_invoice_items_behavior: 'include',
      ...params,
    })
    return [tax.status, total]
  }
  expect(await draft()).toEqual(['requires_location_inputs', 1000])
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: usual } })
  expect(await draft()).toEqual(['complete', 1000])
  expect(await draft({ default_payment_method: own })).toEqual(['complete', 1190])
  const told = await stripe.customers.retrieve(customer, { expand: ['tax'] })
  expect(told).toMatchObject({ tax: { location: { country: 'FR', source: 'payment_method' } } })
})
