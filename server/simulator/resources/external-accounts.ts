import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch, unsupported } from '../core/errors.ts'
import { pageOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { expectPayout } from '../money/payout-due.ts'
import { takesInstant, testNumberOf } from '../money/test-banks.ts'
import { redeemToken } from './redeem-token.ts'

type Account = ApiObjects['account']
type Bank = ApiObjects['bank_account']
type Details = {
  readonly object?: string
  readonly account_number?: string
  readonly routing_number?: string
  readonly country?: string
  readonly currency?: string
  readonly account_holder_name?: string
}

/** Adds a bank account to a connected account: a test token, or its numbers. */
export function addExternalAccount(world: World, account: Account, given: unknown): Bank {
  const details: Details = typeof given === 'object' && given !== null ? given : {}
  if (typeof given === 'string' && !/^(btok|tok)_/.test(given))
    throw invalidRequest(`No such token: '${given}'`, { code: 'resource_missing', param: 'external_account' })
  if (details.object === 'card')
    throw unsupported('debit cards as external accounts', 'external_account[object]')
  const others = account.external_accounts?.data ?? []
  const last4 = numberOf(world, given, details).slice(-4)
  const place = placeOf(account, details)
  const bank = world.draft('bank_account', {
    id: world.newId('ba_1'),
    account: account.id,
    account_holder_name: details.account_holder_name,
    available_payout_methods: takesInstant(last4) ? ['standard', 'instant'] : ['standard'],
    bank_name: 'STRIPE TEST BANK',
    ...place,
    default_for_currency: !others.some(one => one.currency === place.currency),
    fingerprint: world.shared.random.text(16),
    last4,
    metadata: {},
    routing_number: details.routing_number ?? '110000000',
    status: 'new',
  })
  const data = [...others, bank]
  world.change('account', account.id, {
    external_accounts: {
      object: 'list',
      data,
      has_more: false,
      url: `/v1/accounts/${account.id}/external_accounts`,
    },
  })
  const own = world.on(account.id)
  own.emit('account.external_account.created', bank)
  expectPayout(own)
  return bank
}

/** The number that was given, or that a token stands for. */
function numberOf(world: World, given: unknown, details: Details): string {
  if (typeof given !== 'string') return details.account_number ?? ''
  return redeemToken(world, given) ?? testNumberOf(given)
}

function placeOf(
  account: Account,
  details: Details,
): { readonly country: string; readonly currency: string } {
  return {
    country: details.country ?? account.country ?? 'US',
    currency: details.currency ?? account.default_currency ?? 'usd',
  }
}

function owned(world: World, id: string): Account {
  const account = world.store.get('account', id)?.row
  if (account === undefined || (id !== world.account && !world.owns(id))) throw noSuch('account', id)
  return account
}

export const externalAccountEndpoints = [
  endpoint('POST /v1/accounts/{id}/external_accounts', (world, params, path) =>
    addExternalAccount(world, owned(world, path['id'] ?? ''), params.external_account),
  ),
  endpoint('GET /v1/accounts/{id}/external_accounts', (world, params, path) => {
    const account = owned(world, path['id'] ?? '')
    const rows = (account.external_accounts?.data ?? []).filter(
      one => params.object === undefined || one.object === params.object,
    )
    return pageOf(rows, params, `/v1/accounts/${account.id}/external_accounts`)
  }),
  endpoint('GET /v1/accounts/{accountId}/external_accounts/{id}', (world, _params, path) => {
    const found = owned(world, path['accountId'] ?? '').external_accounts?.data.find(
      one => one.id === path['id'],
    )
    if (found === undefined) throw noSuch('external account', path['id'] ?? '')
    return found
  }),
  endpoint('POST /v1/accounts/{accountId}/external_accounts/{id}', (world, params, path) => {
    const account = owned(world, path['accountId'] ?? '')
    const list = account.external_accounts
    const before = list?.data.find(one => one.id === path['id'])
    if (list === undefined || before?.object !== 'bank_account')
      throw noSuch('external account', path['id'] ?? '')
    const after: Bank = {
      ...before,
      account_holder_name: params.account_holder_name ?? before.account_holder_name,
      account_holder_type: params.account_holder_type ?? before.account_holder_type,
      default_for_currency: params.default_for_currency ?? before.default_for_currency ?? false,
      metadata: mergeMetadata(before.metadata ?? null, params.metadata),
      status: 'new',
    }
    const data = list.data.map(one => {
      if (one.id === after.id) return after
      const displaced = params.default_for_currency === true && one.currency === after.currency
      return displaced ? { ...one, default_for_currency: false } : one
    })
    world.change('account', account.id, { external_accounts: { ...list, data } })
    const own = world.on(account.id)
    own.emitChange('account.external_account.updated', before, after)
    expectPayout(own)
    return after
  }),
  endpoint('DELETE /v1/accounts/{accountId}/external_accounts/{id}', (world, _params, path) => {
    const account = owned(world, path['accountId'] ?? '')
    const list = account.external_accounts
    const found = list?.data.find(one => one.id === path['id'])
    if (list === undefined || found === undefined) throw noSuch('external account', path['id'] ?? '')
    world.change('account', account.id, {
      external_accounts: { ...list, data: list.data.filter(one => one.id !== found.id) },
    })
    world.on(account.id).emit('account.external_account.deleted', found)
    return { id: found.id, object: 'bank_account', deleted: true }
  }),
]
