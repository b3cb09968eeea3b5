import { all, idOf, type Json, parts, type Talk } from './talk.ts'

/** What is drawn for one move of a play. */
export type Drawn = { readonly pick: number; readonly amount: number; readonly card: string }

/** One of the objects of a kind, as drawn. */
export function pickOf(client: Talk, url: string, { pick }: Pick<Drawn, 'pick'>): Json | undefined {
  const rows = all(client, url)
  return rows[pick % Math.max(1, rows.length)]
}

/** One of the objects of customers on test clocks: a list shows them only to who asks for their clock. */
function pickOnClock(client: Talk, url: string, { pick }: Pick<Drawn, 'pick'>): Json | undefined {
  const clocks = all(client, '/v1/test_helpers/test_clocks')
  const rows = clocks.flatMap(clock =>
    parts(client.call('GET', url, { test_clock: idOf(clock), limit: 100 })['data']),
  )
  return rows[pick % Math.max(1, rows.length)]
}

/** What can happen to subscriptions and invoices, for the test that counts every cent. */
export const billingMoves: Readonly<Record<string, (client: Talk, drawn: Drawn) => Json>> = {
  /** An open invoice is paid, in part or whole, by a payment made apart. */
  attach: (client, chosen) => {
    const customer = pickOnClock(client, '/v1/customers', chosen)?.['id']
    const draft = client.call('POST', '/v1/invoices', {
      customer,
      collection_method: 'send_invoice',
      days_until_due: 9,
    })
    client.call('POST', `/v1/invoices/${idOf(draft)}/add_lines`, { 'lines[0][amount]': chosen.amount + 100 })
    client.call('POST', `/v1/invoices/${idOf(draft)}/finalize`)
    const intent = client.call('POST', '/v1/payment_intents', {
      amount: (chosen.pick % 2 ? chosen.amount : 2 * chosen.amount) + 50,
      currency: 'usd',
      customer,
      payment_method: `pm_card_${chosen.card}`,
      confirm: true,
    })
    return client.call('POST', `/v1/invoices/${idOf(draft)}/attach_payment`, { payment_intent: idOf(intent) })
  },
  change: (client, chosen) => {
    const subscription = idOf(pickOnClock(client, '/v1/subscriptions', chosen))
    const [item] = parts(client.call('GET', '/v1/subscription_items', { subscription })['data'])
    if (chosen.pick % 3 === 0) return client.call('DELETE', `/v1/subscriptions/${subscription}`)
    if (chosen.pick % 3 === 1)
      return client.call('POST', `/v1/subscriptions/${subscription}`, { 'billing_cycle_anchor[type]': 'now' })
    return client.call('POST', `/v1/subscriptions/${subscription}`, {
      'items[0][id]': idOf(item),
      'items[0][quantity]': 1 + (chosen.amount % 3),
      proration_behavior: 'always_invoice',
    })
  },
  plan: (client, chosen) =>
    client.call('POST', '/v1/subscription_schedules', {
      from_subscription: idOf(pickOnClock(client, '/v1/subscriptions', chosen)),
    }),
}
