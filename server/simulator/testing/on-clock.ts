import { Stripe } from 'stripe'
import { afterAll, beforeAll } from 'vitest'
import { type Simulator, startSimulator } from '../start-simulator.ts'

/** When the tests' clocks begin: 1 January 2026. */
export const start = 1_767_225_600
export const DAY = 86_400
/** The first of each month from then on. */
export const MONTHS = Array.from({ length: 26 }, (_, month) => Date.UTC(2026, month, 1) / 1000)

let simulator: Simulator

/** A simulator of its own for the test file that says so; `billing` talks to it. */
export function withSimulator(): void {
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, seed: 31 })
  }, 60_000)
  afterAll(() => simulator.close())
}

/** The id behind a field that could be expanded. */
export const idOf = (field: string | { readonly id: string } | null): string =>
  typeof field === 'string' ? field : (field?.id ?? '')

/** What an invoice's lines come to, minor units. */
export const lines = (
  invoice: { readonly lines: { readonly data: readonly { readonly amount: number }[] } } | undefined,
) => invoice?.lines.data.map(line => line.amount)

/** An account with a customer on a test clock, who has a card unless told otherwise. */
export async function billing(key: string, card: string | null = 'pm_card_visa') {
  const stripe = new Stripe(key, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start })
  const paying =
    card === null ? {} : { payment_method: card, invoice_settings: { default_payment_method: card } }
  const customer = await stripe.customers.create({ test_clock: clock.id, ...paying })
  const price = async (unit_amount: number, interval: 'day' | 'week' | 'month' | 'year' = 'month') => {
    const made = await stripe.prices.create({
      currency: 'usd',
      unit_amount,
      recurring: { interval },
      product_data: { name: `P${unit_amount}` },
    })
    return made.id
  }
  const advanceTo = async (seconds: number) => {
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: seconds })
    while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== 'ready');
  }
  const invoices = async (subscription: string) => {
    const { data } = await stripe.invoices.list({ subscription })
    return data.map(one => [one.billing_reason, one.status, one.total]).toReversed()
  }
  /** The types of events that begin with these words, oldest first. */
  const events = async (prefix: string) => {
    const { data } = await stripe.events.list({ limit: 100 })
    return data
      .map(event => event.type)
      .filter(type => type.startsWith(prefix))
      .toReversed()
  }
  return { stripe, customer: customer.id, url: simulator.url, price, advanceTo, invoices, events }
}
