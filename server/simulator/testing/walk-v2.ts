import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

/** Calls every endpoint of an area once. Accounts, account links, event destinations and events of v2. */
export async function walkV2(stripe: StripeClient) {
  const { accounts, accountLinks, eventDestinations, events } = stripe.v2.core
  const destination = await eventDestinations.create({
    name: 'Accounts',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: ['v2.core.account[requirements].updated'],
    webhook_endpoint: { url: 'http://127.0.0.1:9/nowhere' },
    include: ['webhook_endpoint.signing_secret', 'webhook_endpoint.url'],
  })
  const account = await accounts.create({
    contact_email: 'a@example.com',
    display_name: 'Cleaning',
    dashboard: 'express',
    identity: { country: 'us', entity_type: 'company' },
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
    },
    defaults: {
      currency: 'usd',
      responsibilities: { fees_collector: 'application', losses_collector: 'application' },
    },
    include: ['configuration.recipient', 'requirements', 'defaults', 'identity'],
  })
  await accountLinks.create({
    account: account.id,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: {
        refresh_url: 'https://example.com/a',
        return_url: 'https://example.com/b',
      },
    },
  })
  await stripe.rawRequest('POST', `/_sim/accounts/${account.id}/onboard`, {})
  await accounts.update(account.id, { display_name: 'Cleaning and more', metadata: { a: 'b' } })
  await accounts.retrieve(account.id, { include: ['configuration.recipient', 'requirements'] })
  const person = await accounts.persons.create(account.id, {
    given_name: 'Ada',
    relationship: { executive: true },
  })
  await accounts.persons.list(account.id)
  await accounts.persons.update(account.id, person.id, { date_of_birth: { day: 1, month: 2, year: 1990 } })
  await accounts.persons.retrieve(account.id, person.id)
  await accounts.persons.del(account.id, person.id)
  await accounts.list({ applied_configurations: ['recipient'] })
  const told = await events.list({ object_id: account.id })
  await events.retrieve(told.data[0]?.id ?? '')
  await eventDestinations.update(destination.id, { name: 'Requirements', include: ['webhook_endpoint.url'] })
  await eventDestinations.ping(destination.id)
  await eventDestinations.disable(destination.id)
  await eventDestinations.enable(destination.id)
  await eventDestinations.retrieve(destination.id, { include: ['webhook_endpoint.url'] })
  await eventDestinations.list()
  await eventDestinations.del(destination.id)
  await accounts.close(account.id, { applied_configurations: ['recipient'] })
}
