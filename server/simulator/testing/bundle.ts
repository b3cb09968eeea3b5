import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'
import { whole } from './paying.ts'

/** When a bundle begins: 2026-01-01. */
const START = 1_767_225_600
const SERVICES = [4900, 7900, 3500]
/** What the providers get of a whole month. */
export const LEGS: readonly number[] = [4410, 7110, 3150]

type Options = {
  readonly currency?: string
  readonly card?: string
  /** A coupon's amount off the first month. */
  readonly off?: number
}

/** The worked example: three services of three providers in one subscription, and the moves that are made with it. */
export async function openBundle(stripe: StripeClient, options: Options = {}) {
  const { currency = 'usd', card = 'pm_card_visa', off } = options
  const accounts: string[] = []
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com'])
    accounts.push((await stripe.accounts.create({ email })).id)
  const items: { price: string }[] = []
  for (const unit_amount of SERVICES)
    items.push({
      price: (
        await stripe.prices.create({
          currency,
          unit_amount,
          recurring: { interval: 'month' },
          product_data: { name: `S${unit_amount}` },
        })
      ).id,
    })
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START })
  const customer = await stripe.customers.create({
    test_clock: clock.id,
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  })
  const coupon =
    off === undefined ? null : await stripe.coupons.create({ amount_off: off, currency, duration: 'once' })
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items,
    ...(coupon === null ? {} : { discounts: [{ coupon: coupon.id }] }),
    payment_behavior: 'error_if_incomplete',
    off_session: true,
  })
  const held = async (account?: string) => {
    const { available, pending } = await stripe.balance.retrieve(
      {},
      account === undefined ? {} : { stripeAccount: account },
    )
    return [...available, ...pending]
      .filter(part => part.currency === currency)
      .reduce((sum, part) => sum + part.amount, 0)
  }
  const balances = async () => [await held(), ...(await Promise.all(accounts.map(held)))]
  return {
    stripe,
    subscription: subscription.id,
    balances,
    /** A line of the ledger: what the customer and Stripe have, then the platform and the providers. */
    async ledger(): Promise<readonly number[]> {
      let customers = 0
      let fees = 0
      for await (const one of stripe.balanceTransactions.list({ limit: 100 })) {
        fees += one.fee
        if (['charge', 'refund', 'adjustment'].includes(one.type)) customers -= one.amount
      }
      return [customers, fees, ...(await balances())]
    },
    async use(test: string) {
      const method = await stripe.paymentMethods.attach(test, { customer: customer.id })
      await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
    },
    async advance(days: number) {
      const { frozen_time } = await stripe.testHelpers.testClocks.retrieve(clock.id)
      await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen_time + days * 86_400 })
      while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== 'ready');
    },
    async latest() {
      return whole((await stripe.invoices.list({ subscription: subscription.id, limit: 1 })).data[0])
    },
    async chargeOf(invoice: string) {
      const { data } = await stripe.invoicePayments.list({ invoice, expand: ['data.payment.payment_intent'] })
      const { latest_charge: charge } = whole(data[0]?.payment.payment_intent)
      return typeof charge === 'string' ? charge : (charge?.id ?? '')
    },
    /** Pays the providers their legs, out of a charge or out of what the platform has. */
    async split(charge: string | null, legs: readonly number[] = LEGS) {
      const made = []
      for (const [index, destination] of accounts.entries())
        made.push(
          await stripe.transfers.create({
            amount: legs[index] ?? 0,
            currency,
            destination,
            ...(charge === null ? {} : { source_transaction: charge }),
          }),
        )
      return made
    },
  }
}
