import { expect } from 'vitest'
import { all, type Json, number, parts, type Talk } from './talk.ts'

const sum = (rows: readonly Json[], name: string) => rows.reduce((total, row) => total + number(row[name]), 0)

/** What Stripe itself kept of a transaction: an application fee is another account's. */
const keptByStripe = (transaction: Json) =>
  sum(
    parts(transaction['fee_details']).filter(fee => fee['type'] === 'stripe_fee'),
    'amount',
  )

/** Statuses of what has taken no money. */
const INQUIRIES = ['warning_needs_response', 'warning_under_review', 'warning_closed']

/** What each account holds, beside what its own transactions and the outside world say. */
export function books(client: Talk) {
  const platform = String(client.call('GET', '/v1/account')['id'])
  const accounts = [platform, ...all(client, '/v1/accounts').map(account => String(account['id']))]
  const held = accounts.map(account => {
    const own = account === platform ? '' : account
    const transactions = all(client, '/v1/balance_transactions', own)
    const balance = client.call('GET', '/v1/balance', { account: own })
    const amount = (name: string) => sum(parts(balance[name]), 'amount')
    const waiting = transactions.filter(one => one['status'] === 'pending')
    expect([amount('available') + amount('pending'), amount('pending')]).toEqual([
      sum(transactions, 'net'),
      sum(waiting, 'net'),
    ])
    for (const one of transactions) expect(one['net']).toBe(number(one['amount']) - number(one['fee']))
    const kept = transactions.reduce((total, one) => total + keptByStripe(one), 0)
    return { net: sum(transactions, 'net'), fees: kept }
  })
  const lasting = (url: string, over: readonly string[], account = '') =>
    all(client, url, account).filter(row => !over.includes(String(row['status'])))
  const came =
    sum(lasting('/v1/charges', ['failed', 'pending']), 'amount_captured') +
    sum(lasting('/v1/topups', ['pending', 'canceled']), 'amount')
  const went =
    sum(lasting('/v1/refunds', ['failed', 'canceled']), 'amount') +
    sum(lasting('/v1/disputes', ['won', ...INQUIRIES]), 'amount') +
    sum(
      accounts.flatMap(account => lasting('/v1/payouts', ['failed', 'canceled'], account)),
      'amount',
    )
  return { inside: sum(held, 'net'), outside: came - went, fees: sum(held, 'fees') }
}
