import { describe, expect, it } from 'vitest'
import { billing, idOf, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

const TRIAL = { trial_period_days: 14 }

/** What is known of the setup intent for which a subscription waits. */
const pendingOf = async (
  { stripe }: Pick<Awaited<ReturnType<typeof billing>>, 'stripe'>,
  subscription: string,
) => {
  const { pending_setup_intent: pending } = await stripe.subscriptions.retrieve(subscription, {
    expand: ['pending_setup_intent'],
  })
  return typeof pending === 'object' ? pending : null
}

describe('a subscription that has nothing to pay yet', () => {
  it('waits for a card, which its setup intent collects and keeps', async () => {
    const flow = await billing('sk_test_deferred_form', null)
    const { stripe, customer, price } = flow
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
      ...TRIAL,
    })
    const pending = await pendingOf(flow, made.id)
    expect(pending).toMatchObject({ status: 'requires_payment_method', usage: 'off_session', customer })
    expect(pending?.client_secret).toMatch(/^seti_.*_secret_/)
    await stripe.setupIntents.confirm(idOf(made.pending_setup_intent), {
      payment_method: 'pm_card_visa',
      return_url: 'https://example.com',
    })
    const ready = await stripe.subscriptions.retrieve(made.id)
    expect([ready.status, ready.pending_setup_intent]).toEqual(['trialing', null])
    expect(ready.default_payment_method).toMatch(/^pm_/)
    const { data } = await stripe.events.list({ type: 'customer.subscription.updated' })
    expect(data[0]?.data.previous_attributes).toMatchObject({ pending_setup_intent: pending?.id })
  })

  it('waits for nothing where the card at hand needs no authentication', async () => {
    const { stripe, customer, price, events } = await billing('sk_test_deferred_visa')
    const items = [{ price: await price(1000) }]
    const made = await stripe.subscriptions.create({ customer, items, ...TRIAL })
    expect(made.pending_setup_intent).toBeNull()
    expect(await events('setup_intent')).toEqual(['setup_intent.created', 'setup_intent.succeeded'])
  })

  it('waits for the customer where the card asks for them; what nobody has authenticated is not paid later', async () => {
    const flow = await billing('sk_test_deferred_3ds', 'pm_card_authenticationRequiredOnSetup')
    const { stripe, customer, price, advanceTo, invoices } = flow
    const items = [{ price: await price(1000) }]
    const made = await stripe.subscriptions.create({ customer, items, ...TRIAL })
    expect(await pendingOf(flow, made.id)).toMatchObject({ status: 'requires_action' })
    await advanceTo(start + 14 * 86_400 + 2 * 3600)
    expect(await invoices(made.id)).toEqual([
      ['subscription_create', 'paid', 0],
      ['subscription_cycle', 'open', 1000],
    ])
  })

  it.each([
    ['usage alone', 'usage'],
    ['a first invoice that a coupon pays', 'coupon'],
  ])('has one for %s', async (_name, kind) => {
    const flow = await billing(`sk_test_deferred_${kind}`, null)
    const { stripe, customer, price } = flow
    const usage = async () => {
      const { id: meter } = await stripe.billing.meters.create({
        display_name: 'Calls',
        event_name: 'calls',
        default_aggregation: { formula: 'sum' },
      })
      const metered = await stripe.prices.create({
        currency: 'usd',
        unit_amount: 10,
        recurring: { interval: 'month', usage_type: 'metered', meter },
        product_data: { name: 'Calls' },
      })
      return { items: [{ price: metered.id }] }
    }
    const free = async () => ({
      items: [{ price: await price(1000) }],
      discounts: [{ coupon: (await stripe.coupons.create({ percent_off: 100, duration: 'once' })).id }],
    })
    const made = await stripe.subscriptions.create({
      customer,
      off_session: false,
      payment_behavior: 'default_incomplete',
      proration_behavior: 'none',
      ...(kind === 'usage' ? await usage() : await free()),
    })
    expect(made.status).toBe('active')
    expect(await pendingOf(flow, made.id)).toMatchObject({ status: 'requires_payment_method' })
  })

  it.each([
    ['pays at once', {}],
    ['is sent its invoices', { collection_method: 'send_invoice', days_until_due: 30, ...TRIAL }],
  ] as const)('has none where it %s', async (name, params) => {
    const { stripe, customer, price, events } = await billing(`sk_test_no_deferral_${name.length}`)
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      ...params,
    })
    expect(made.pending_setup_intent).toBeNull()
    expect(await events('setup_intent')).toEqual([])
  })

  it('keeps its setup intent when it ends, which nobody cancels', async () => {
    const flow = await billing('sk_test_deferred_end', null)
    const { stripe, customer, price } = flow
    const items = [{ price: await price(1000) }]
    const made = await stripe.subscriptions.create({ customer, items, ...TRIAL })
    await stripe.subscriptions.cancel(made.id)
    expect(await pendingOf(flow, made.id)).toMatchObject({ status: 'requires_payment_method' })
  })
})
