import { expect, test, vi } from 'vitest'
import { billing, DAY, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

/** Discounts of prorations: inside of their amounts, or told apart. What is to pay is the same. */
test.for([
  [
    'included',
    [
      [-1240, []],
      [2480, []],
    ],
    [],
  ],
  [
    'itemized',
    [
      [-1550, [-310]],
      [3100, [620]],
    ],
    [310],
  ],
] as const)(
  '%s: a change in mid-cycle is prorated with what a coupon takes off',
  async ([mode, lines, totals]) => {
    const flow = await billing(`sk_test_proration_${mode}`)
    const { stripe, customer } = flow
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' })
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: await flow.price(3100) }],
      discounts: [{ coupon: coupon.id }],
      billing_mode: { type: 'flexible', flexible: { proration_discounts: mode } },
    })
    const item = made.items.data[0]?.id ?? ''
    await flow.advanceTo(start + 15.5 * DAY)
    await stripe.subscriptions.update(made.id, {
      items: [{ id: item, price: await flow.price(6200) }],
      proration_behavior: 'always_invoice',
    })
    const [invoice] = (await stripe.invoices.list({ subscription: made.id, limit: 1 })).data
    expect(
      invoice?.lines.data.map(line => [line.amount, line.discount_amounts?.map(({ amount }) => amount)]),
    ).toEqual(lines)
    expect([invoice?.total, invoice?.total_discount_amounts?.map(({ amount }) => amount)]).toEqual([
      1240,
      totals,
    ])
    await stripe.subscriptions.update(made.id, { items: [{ id: item, quantity: 2 }] })
    const { data: waiting } = await stripe.invoiceItems.list({ customer, pending: true })
    expect(waiting.map(({ net_amount: net = 0 }) => net).toSorted((a, b) => a - b)).toEqual([-2480, 4960])
    await flow.advanceTo((MONTHS[1] ?? 0) + 7200)
    expect((await flow.invoices(made.id)).at(-1)).toEqual(['subscription_cycle', 'paid', 9920 + 2480])
  },
)
