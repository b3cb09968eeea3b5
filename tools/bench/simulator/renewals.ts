import { LIMITS } from '#shared/facts/limits.ts'
import { Engine } from '../../../server/simulator/core/engine.ts'

const START = 1_767_225_600
const PER_CLOCK = LIMITS.testClock.customers * LIMITS.testClock.subscriptionsPerCustomer

/** The simulator without HTTP: requests in, answers out, and what time brings done at once. */
function openEngine() {
  const engine = new Engine({
    seed: 1,
    journal: null,
    report: error => {
      throw error
    },
  })
  const post = (url: string, params: Readonly<Record<string, string | number>>): string => {
    const { status, body } = engine.handle(
      {
        method: 'POST',
        url,
        authorization: 'Bearer sk_test_bench',
        account: '',
        version: '',
        idempotencyKey: '',
        contentType: 'application/x-www-form-urlencoded',
        body: Object.entries(params)
          .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
          .join('&'),
      },
      START * 1000,
    )
    const answer: unknown = JSON.parse(body)
    if (status !== 200 || typeof answer !== 'object' || answer === null || !('id' in answer))
      throw new Error(`${url}: ${body}`)
    return String(answer.id)
  }
  const settle = () => {
    for (let next = engine.nextTimer(); next !== undefined && next.at <= START; next = engine.nextTimer())
      engine.runTimer(next.id, START * 1000)
  }
  return { engine, post, settle }
}

/** Makes subscriptions of three items, on as many clocks as the limits ask for, to be advanced by a year. */
export function manySubscriptions(count: number): { advance(): void; invoices(): number } {
  const { engine, post, settle } = openEngine()
  const prices = [4900, 7900, 3500].map(amount =>
    post('/v1/prices', {
      currency: 'usd',
      unit_amount: amount,
      'recurring[interval]': 'month',
      'product_data[name]': 'Service',
    }),
  )
  const clocks: string[] = []
  let customer = ''
  for (let made = 0; made < count; made += 1) {
    if (made % PER_CLOCK === 0) clocks.push(post('/v1/test_helpers/test_clocks', { frozen_time: START }))
    if (made % LIMITS.testClock.subscriptionsPerCustomer === 0)
      customer = post('/v1/customers', {
        test_clock: clocks.at(-1) ?? '',
        payment_method: 'pm_card_visa',
        'invoice_settings[default_payment_method]': 'pm_card_visa',
      })
    post('/v1/subscriptions', {
      customer,
      ...Object.fromEntries(prices.map((price, index) => [`items[${index}][price]`, price])),
    })
  }
  return {
    advance() {
      for (let months = 2; months <= 12; months += 2)
        for (const clock of clocks) {
          const to = Date.UTC(2026, months, 1, 2) / 1000
          post(`/v1/test_helpers/test_clocks/${clock}/advance`, { frozen_time: to })
          settle()
        }
    },
    invoices: () =>
      [...engine.store.allIds('account')].reduce(
        (sum, account) => sum + (engine.store.countsOf(account)['invoice'] ?? 0),
        0,
      ),
  }
}
