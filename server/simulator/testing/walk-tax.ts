import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

/** Calls every endpoint of an area once. Tax: rates, settings, registrations, codes, ids, and what is taxed by them. */
export async function walkTax(stripe: StripeClient) {
  await stripe.tax.settings.update({
    head_office: { address: { country: 'US', state: 'CA', postal_code: '94107' } },
    defaults: { tax_behavior: 'exclusive', tax_code: 'txcd_10000000' },
  })
  await stripe.tax.settings.retrieve()
  const registration = await stripe.tax.registrations.create({
    country: 'DE',
    active_from: 'now',
    country_options: { de: { type: 'oss_non_union' } },
  })
  await stripe.tax.registrations.retrieve(registration.id)
  await stripe.tax.registrations.list({ status: 'active' })
  const codes = await stripe.taxCodes.list()
  await stripe.taxCodes.retrieve(codes.data[0]?.id ?? '')
  const rate = await stripe.taxRates.create({
    display_name: 'VAT',
    percentage: 7.5,
    inclusive: true,
    country: 'DE',
  })
  await stripe.taxRates.retrieve(rate.id)
  await stripe.taxRates.list({ active: true, inclusive: true })
  const { id: customer } = await stripe.customers.create({
    address: { country: 'FR', postal_code: '75001' },
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const vat = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value: 'FR12345678901' })
  await stripe.customers.retrieveTaxId(customer, vat.id)
  await stripe.customers.listTaxIds(customer)
  await stripe.customers.retrieve(customer, { expand: ['tax', 'tax_ids'] })
  const own = await stripe.taxIds.create({ type: 'eu_vat', value: 'DE123456789' })
  await stripe.taxIds.retrieve(own.id)
  await stripe.taxIds.list({ owner: { type: 'customer', customer } })
  await stripe.taxIds.del(own.id)
  await stripe.customers.deleteTaxId(customer, vat.id)
  const product = (await stripe.products.create({ name: 'Taxed', tax_code: 'txcd_20030000' })).id
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price_data: { currency: 'eur', unit_amount: 900, recurring: { interval: 'month' }, product } }],
    automatic_tax: { enabled: true },
    expand: ['latest_invoice'],
  })
  const invoice = typeof made.latest_invoice === 'string' ? '' : (made.latest_invoice?.id ?? '')
  await stripe.creditNotes.create({ invoice, amount: 100, refund_amount: 100 })
  await stripe.subscriptions.update(made.id, {
    automatic_tax: { enabled: false },
    default_tax_rates: [rate.id],
  })
  await stripe.taxRates.update(rate.id, { active: false })
  await stripe.tax.registrations.update(registration.id, { expires_at: 'now' })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price_data: { currency: 'eur', unit_amount: 900, product }, quantity: 1 }],
    automatic_tax: { enabled: true },
    success_url: 'https://example.com/done',
  })
  await stripe.rawRequest('POST', `/_sim/checkout/sessions/${session.id}/complete`, { country: 'DE' })
  await stripe.checkout.sessions.listLineItems(session.id, { expand: ['data.taxes'] })
}
