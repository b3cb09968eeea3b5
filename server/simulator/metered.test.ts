import type { Stripe } from 'stripe'
import { describe, expect, it, vi } from 'vitest'
import { billing, DAY, lines, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

/** Somebody who uses something at 10 or at 20 cents a time, beside seats for $31.00 where they are asked for. */
async function using(key: string) {
  const flow = await billing(key)
  const { stripe, customer } = flow
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'sum' },
  })
  const at = async (unit_amount: number): Promise<string> => {
    const recurring = { interval: 'month', usage_type: 'metered', meter: meter.id } as const
    const made = { currency: 'usd', unit_amount, recurring, product_data: { name: `At ${unit_amount}` } }
    return (await stripe.prices.create(made)).id
  }
  const use = (value: number) =>
    stripe.billing.meterEvents.create({
      event_name: 'calls',
      payload: { stripe_customer_id: customer, value: String(value) },
    })
  /** The latest invoice's amounts, and when the time that each is for begins and ends. */
  const latest = async (subscription: string) => {
    const [invoice] = (await stripe.invoices.list({ subscription })).data
    return invoice?.lines.data.map(({ amount, period }) => [amount, period.start, period.end])
  }
  return { ...flow, use, latest, cheap: await at(10), dear: await at(20), seat: await flow.price(3100) }
}

const CLASSIC = { billing_mode: { type: 'classic' } } as const

describe('a subscription to nothing but usage', () => {
  it('is active without an invoice, and bills its first period when that is over', async () => {
    const { stripe, customer, cheap, use, advanceTo, invoices, events } = await using('sk_test_usage_only')
    const made = await stripe.subscriptions.create({ customer, items: [{ price: cheap }] })
    expect([made.status, made.latest_invoice, await invoices(made.id)]).toEqual(['active', null, []])
    expect(await events('customer.subscription')).toEqual(['customer.subscription.created'])
    const preview = await stripe.invoices.createPreview({
      customer,
      subscription_details: { items: [{ price: cheap }] },
    })
    expect([preview.total, preview.period_end]).toEqual([0, MONTHS[1]])
    await use(7)
    await advanceTo(start + 31 * DAY + 7200)
    expect(await invoices(made.id)).toEqual([['subscription_cycle', 'paid', 70]])
  })

  it('has an invoice of nothing in the classic mode', async () => {
    const { stripe, customer, cheap } = await using('sk_test_usage_classic')
    const made = await stripe.subscriptions.create({ customer, items: [{ price: cheap }], ...CLASSIC })
    const [first] = (await stripe.invoices.list({ subscription: made.id })).data
    expect([made.status, first?.status, lines(first)]).toEqual(['active', 'paid', [0]])
  })

  it('bills at once what else is asked for', async () => {
    const { stripe, customer, cheap, invoices } = await using('sk_test_usage_more')
    const product = (await stripe.products.create({ name: 'Set-up' })).id
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: cheap }],
      add_invoice_items: [{ price_data: { currency: 'usd', product, unit_amount: 900 } }],
    })
    expect(await invoices(made.id)).toEqual([['subscription_create', 'paid', 900]])
  })

  it('is billed for what was used in the very second in which it ends', async () => {
    const { stripe, customer, cheap, use, invoices } = await using('sk_test_usage_second')
    const made = await stripe.subscriptions.create({ customer, items: [{ price: cheap }] })
    await use(4)
    await stripe.subscriptions.cancel(made.id, { invoice_now: true })
    expect(await invoices(made.id)).toEqual([['subscription_update', 'paid', 40]])
  })
})

/** On 16 January, after five uses, a change; then three uses, and the renewal. */
async function changed(
  key: string,
  change: (one: { item: string; dear: string }) => Stripe.SubscriptionUpdateParams,
  mode: Pick<Stripe.SubscriptionCreateParams, 'billing_mode'> = {},
) {
  const flow = await using(key)
  const { stripe, customer, cheap, dear, seat, use, advanceTo, latest } = flow
  const items = [{ price: seat }, { price: cheap }]
  const made = await stripe.subscriptions.create({ customer, items, ...mode })
  await use(5)
  await advanceTo(MIDDLE)
  await stripe.subscriptions.update(made.id, change({ item: made.items.data[1]?.id ?? '', dear }))
  await use(3)
  await advanceTo(start + 31 * DAY + 7200)
  return latest(made.id)
}

const MIDDLE = start + 15 * DAY
const SEAT = [3100, MONTHS[1], MONTHS[2]]

describe('a metered price that is left in the middle of a period', () => {
  it('bills what was used at it, and the next price what is used from then on', async () => {
    expect(
      await changed('sk_test_left', ({ item, dear }) => ({ items: [{ id: item, price: dear }] })),
    ).toEqual([[50, start, MIDDLE], SEAT, [60, MIDDLE, MONTHS[1]]])
  })

  it('bills what was used when the item is taken away', async () => {
    expect(await changed('sk_test_taken', ({ item }) => ({ items: [{ id: item, deleted: true }] }))).toEqual([
      [50, start, MIDDLE],
      SEAT,
    ])
  })

  it('bills nothing of it without prorations', async () => {
    const without = { proration_behavior: 'none' } as const
    expect(
      await changed('sk_test_left_none', ({ item, dear }) => ({
        items: [{ id: item, price: dear }],
        ...without,
      })),
    ).toEqual([SEAT, [60, MIDDLE, MONTHS[1]]])
    expect(
      await changed('sk_test_taken_none', ({ item }) => ({
        items: [{ id: item, deleted: true }],
        ...without,
      })),
    ).toEqual([SEAT])
  })

  it('bills nothing of it in the classic mode', async () => {
    const change = ({ item, dear }: { item: string; dear: string }) => ({
      items: [{ id: item, price: dear }],
    })
    expect(await changed('sk_test_left_classic', change, CLASSIC)).toEqual([SEAT, [60, MIDDLE, MONTHS[1]]])
  })

  it('bills what was used up to a new period that begins with the change', async () => {
    const { stripe, customer, cheap, dear, use, advanceTo, latest } = await using('sk_test_left_reset')
    const made = await stripe.subscriptions.create({ customer, items: [{ price: cheap }] })
    await use(5)
    await advanceTo(MIDDLE)
    const id = made.items.data[0]?.id ?? ''
    await stripe.subscriptions.update(made.id, {
      items: [{ id, price: dear }],
      billing_cycle_anchor: { type: 'now' },
    })
    expect(await latest(made.id)).toEqual([[50, start, MIDDLE]])
    await use(3)
    await advanceTo(MIDDLE + 31 * DAY + 7200)
    expect(await latest(made.id)).toEqual([[60, MIDDLE, MIDDLE + 31 * DAY]])
  })
})

it('what is billed at a threshold after that is not billed again', async () => {
  const { stripe, customer, cheap, dear, use, advanceTo, latest } = await using('sk_test_left_threshold')
  const terms = { billing_thresholds: { amount_gte: 100 } }
  const made = await stripe.subscriptions.create({ customer, items: [{ price: cheap }], ...terms })
  await use(5)
  await advanceTo(MIDDLE)
  await stripe.subscriptions.update(made.id, { items: [{ id: made.items.data[0]?.id ?? '', price: dear }] })
  await advanceTo(MIDDLE + DAY)
  await use(3)
  expect((await latest(made.id))?.map(([amount]) => amount)).toEqual([50, 60])
  await use(2)
  await advanceTo(start + 31 * DAY + 7200)
  expect(await latest(made.id)).toEqual([[40, MIDDLE, MONTHS[1]]])
})

it('what is used in a trial costs nothing', async () => {
  const { stripe, customer, cheap, seat, use, advanceTo, latest } = await using('sk_test_usage_trial')
  const items = [{ price: seat }, { price: cheap }]
  const made = await stripe.subscriptions.create({ customer, items, trial_period_days: 31 })
  await use(5)
  await advanceTo(start + 31 * DAY + 7200)
  expect(await latest(made.id)).toEqual([SEAT, [0, start, MONTHS[1]]])
  await use(3)
  await advanceTo((MONTHS[2] ?? 0) + 7200)
  expect(await latest(made.id)).toEqual([
    [3100, MONTHS[2], MONTHS[3]],
    [30, MONTHS[1], MONTHS[2]],
  ])
})
