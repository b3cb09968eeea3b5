import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

/** Calls every endpoint of an area once. The customer portal, components' secrets, persons, bank accounts. */
export async function walkSelfService(
  stripe: StripeClient,
  { customer, account }: { readonly customer: string; readonly account: string },
) {
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_cancel: { enabled: true, mode: 'immediately' },
      subscription_update: { enabled: true, default_allowed_updates: ['quantity'], products: [] },
      invoice_history: { enabled: true },
    },
    business_profile: { headline: 'Hello' },
  })
  await stripe.billingPortal.configurations.update(configuration.id, {
    features: { payment_method_update: { enabled: true } },
  })
  await stripe.billingPortal.configurations.retrieve(configuration.id)
  await stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
    return_url: 'https://example.com/account',
    flow_data: { type: 'payment_method_update' },
    expand: ['configuration'],
  })
  await stripe.billingPortal.sessions.create({ customer })
  await stripe.billingPortal.configurations.list({ is_default: true })
  await stripe.customerSessions.create({
    customer,
    components: { payment_element: { enabled: true, features: { payment_method_save: 'enabled' } } },
  })
  await stripe.accountSessions.create({
    account,
    components: { account_onboarding: { enabled: true }, payments: { enabled: true } },
  })
  const person = await stripe.accounts.createPerson(account, {
    first_name: 'Jane',
    last_name: 'Doe',
    dob: { day: 1, month: 1, year: 1901 },
    relationship: { representative: true, title: 'Owner' },
  })
  await stripe.accounts.updatePerson(account, person.id, { email: 'jane@example.com' })
  await stripe.accounts.retrievePerson(account, person.id)
  await stripe.accounts.listPersons(account, { relationship: { representative: true } })
  const other = await stripe.accounts.createPerson(account, { relationship: { owner: true } })
  await stripe.accounts.deletePerson(account, other.id)
  const bank = await stripe.accounts.createExternalAccount(account, { external_account: 'btok_us_verified' })
  await stripe.accounts.updateExternalAccount(account, bank.id, { metadata: { a: 'b' } })
}

/** Calls every endpoint of an area once. Search. */
export async function walkSearch(stripe: StripeClient) {
  await stripe.charges.search({ query: 'status:"succeeded"', limit: 2 })
  await stripe.customers.search({ query: 'created>0' })
  await stripe.invoices.search({ query: 'status:"paid" AND total>100' })
  await stripe.paymentIntents.search({ query: '-status:"canceled"' })
  await stripe.prices.search({ query: 'active:"true"' })
  await stripe.products.search({ query: 'name~"box"' })
  await stripe.subscriptions.search({ query: 'status:"active" OR status:"trialing"' })
}
