import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { standing } from '../money/ledger.ts'
import { currencyOf } from './accounts.ts'

/** What an account holds, as the API shows it. */
export function balanceOf(world: World): ApiObjects['balance'] {
  const home = world.store.get('account', world.account)?.row
  const currencies = new Set([
    home?.default_currency ?? currencyOf('US'),
    ...world.shared.funds.currenciesOf(world.account),
  ])
  const funds = [...currencies].map(currency => ({
    currency,
    ...world.shared.funds.of(world.account, currency, world.now),
  }))
  const part = (amount: number, currency: string) => ({ amount, currency, source_types: { card: amount } })
  return {
    object: 'balance',
    available: funds.map(fund => part(fund.available, fund.currency)),
    ...(world.account === world.platform
      ? {
          connect_reserved: funds.map(({ currency }) => ({ amount: reservedFor(world, currency), currency })),
        }
      : {}),
    instant_available: funds.map(fund => part(Math.max(0, fund.available), fund.currency)),
    livemode: false,
    pending: funds.map(fund => part(fund.pending, fund.currency)),
  }
}

/** What is missing in the connected accounts for which the platform collects requirements. */
function reservedFor(world: World, currency: string): number {
  const missing = world.store
    .idsOf('account', world.platform)
    .filter(id => id !== world.platform)
    .filter(id => world.get('account', id).controller?.requirement_collection === 'application')
    .map(id => {
      const { available, pending } = world.shared.funds.of(id, currency, world.now)
      return Math.min(0, available + pending)
    })
  return missing.reduce((sum, amount) => sum - amount, 0)
}

export const balanceEndpoints = [
  endpoint('GET /v1/balance', world => balanceOf(world)),
  endpoint('GET /v1/balance_transactions', (world, params) => {
    const answer = listOf(world, 'balance_transaction', {
      url: '/v1/balance_transactions',
      page: params,
      keep: transaction =>
        (params.currency === undefined || transaction.currency === params.currency) &&
        (params.source === undefined || transaction.source === params.source) &&
        (params.type === undefined || transaction.type === params.type),
      ...(params.payout === undefined
        ? {}
        : { ids: world.store.linked('payout.transactions', payoutOf(world, params.payout)) }),
    })
    return { ...answer, data: answer.data.map(row => standing(row, world.now)) }
  }),
  endpoint('GET /v1/balance_transactions/{id}', (world, _params, path) =>
    standing(world.get('balance_transaction', path['id'] ?? ''), world.now),
  ),
]

/** A payout by schedule: only of these it is known what they pay out. */
function payoutOf(world: World, id: string): string {
  const payout = world.get('payout', id, 'payout')
  if (!payout.automatic)
    throw invalidRequest(
      'Balance transaction history can only be filtered on automatic transfers, not manual.',
      {
        param: 'payout',
      },
    )
  return id
}
