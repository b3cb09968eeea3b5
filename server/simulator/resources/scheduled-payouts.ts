import type { World } from '../core/world.ts'
import { expectPayout, paysByItself } from '../money/payout-due.ts'
import { bankFor, sendPayout } from './payouts.ts'

/**
 * Pays out what is available in each currency that the account has a bank account for, less what is to stay; where
 * the balance is negative and may be debited, the bank makes it good.
 */
export function payOutDue(world: World): void {
  world.store.unlink('payout.due', world.account, 'due')
  const account = world.store.get('account', world.account)?.row
  if (!paysByItself(account)) return
  const { funds } = world.shared
  const currencies = funds.currenciesOf(world.account)
  for (const currency of currencies) {
    const amount = dueIn(world, currency)
    if (amount !== 0) payOut(world, amount, currency)
  }
  const waits = currencies.some(currency => funds.of(world.account, currency, world.now).pending !== 0)
  if (waits) expectPayout(world)
}

/** What goes to the bank in a currency; negative when the bank has to pay. */
function dueIn(world: World, currency: string): number {
  const { available } = world.shared.funds.of(world.account, currency, world.now)
  const payouts = world.store.get('account', world.account)?.row.settings?.payouts
  if (available < 0) return payouts?.debit_negative_balances === true ? available : 0
  const minimum = world.find('hidden.balance_settings', world.account)?.minimum ?? {}
  return Math.max(0, available - (minimum[currency] ?? 0))
}

function payOut(world: World, amount: number, currency: string): void {
  const destination = bankFor(world, currency)
  if (destination === null) return
  const settled = settledSinceLast(world, currency)
  const whole = settled.reduce((sum, one) => sum + one.net, 0) === amount
  const payout = sendPayout(world, { amount, currency, destination, method: 'standard', automatic: true })
  const explained = whole ? [...settled.map(one => one.id), payout.balance_transaction ?? ''] : []
  for (const id of explained) {
    world.store.link('payout.transactions', payout.id, id)
    world.store.link('transaction.payout', id, payout.id)
  }
  if (!whole) world.change('payout', payout.id, { reconciliation_status: 'not_applicable' })
}

/** The available transactions that no payout by schedule has paid out yet. */
function settledSinceLast(world: World, currency: string) {
  return world.store
    .idsOf('balance_transaction', world.account)
    .filter(id => world.store.linked('transaction.payout', id).length === 0)
    .map(id => world.get('balance_transaction', id))
    .filter(one => one.currency === currency && one.available_on <= world.now)
}
