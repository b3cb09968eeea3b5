import { CURRENCIES } from '#shared/facts/currencies.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, unsupported } from '../core/errors.ts'
import { inRange, listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { instantPayoutFee } from '../money/fees.ts'
import { insufficient } from '../money/insufficient.ts'
import { book } from '../money/ledger.ts'
import { isTrusted } from '../money/payout-due.ts'
import { bankFailure, takesInstant } from '../money/test-banks.ts'
import { checkCurrency } from './price-amounts.ts'

type Payout = ApiObjects['payout']

/** Standard payouts are with the bank a day later and arrive in about two days, instant ones within the hour. */
const SECONDS = {
  standard: { sent: 86_400, arrival: 2 * 86_400 },
  instant: { sent: 60, arrival: 1800 },
}

/** The account's bank accounts. */
const banksOf = (world: World) => world.store.get('account', world.account)?.row.external_accounts?.data ?? []

/** The bank account that receives an account's payouts in a currency; null when it has none. */
export function bankFor(world: World, currency: string): string | null {
  const fitting = banksOf(world).filter(bank => bank.currency === currency && isTrusted(bank))
  return (fitting.find(bank => bank.default_for_currency === true) ?? fitting[0])?.id ?? null
}

function destinationOf(world: World, asked: string | undefined, currency: string): string | null {
  if (asked === undefined) return bankFor(world, currency) ?? banksOf(world)[0]?.id ?? null
  if (!banksOf(world).some(bank => bank.id === asked))
    throw invalidRequest(`No such external account: '${asked}'`, {
      code: 'resource_missing',
      param: 'destination',
    })
  return asked
}

const last4Of = (world: World, bank: string | null) =>
  banksOf(world).find(one => one.id === bank)?.last4 ?? ''

type Sent = {
  readonly amount: number
  readonly currency: string
  readonly destination: string | null
  readonly method: 'standard' | 'instant'
  readonly automatic: boolean
  readonly original?: string
  readonly words?: Pick<
    EndpointParams<'POST /v1/payouts'>,
    'description' | 'metadata' | 'source_type' | 'statement_descriptor'
  >
}

/** Sends money to a bank account, or takes it from there when the amount is negative. */
export function sendPayout(world: World, sent: Sent): Payout {
  const { amount, currency, destination, method, words = {} } = sent
  const fees = method === 'instant' ? instantPayoutFee(world, amount, currency) : []
  const timing = SECONDS[method]
  const arrival = world.now + timing.arrival
  const payout = world.create('payout', {
    amount,
    arrival_date: arrival,
    automatic: sent.automatic,
    created: world.now,
    currency,
    description: sent.automatic ? 'STRIPE PAYOUT' : words.description,
    destination,
    metadata: mergeMetadata(null, words.metadata),
    method,
    original_payout: sent.original,
    reconciliation_status: sent.automatic ? 'in_progress' : 'not_applicable',
    source_type: words.source_type ?? 'card',
    statement_descriptor: words.statement_descriptor,
    status: 'pending',
    type: 'bank_account',
  })
  const out = book(world, {
    amount: -amount,
    currency,
    type: 'payout',
    source: payout.id,
    fees,
    availableOn: world.now,
    description: 'STRIPE PAYOUT',
  })
  const booked = world.change('payout', payout.id, { balance_transaction: out.id })
  world.schedule({ at: world.now + timing.sent, clock: null, action: 'payout.send', target: payout.id })
  world.emit('payout.created', booked)
  return booked
}

function create(world: World, params: EndpointParams<'POST /v1/payouts'>): Payout {
  const currency = checkCurrency(params.currency)
  const step = CURRENCIES.get(currency)?.payoutStep ?? 1
  if (params.amount < 1 || params.amount % step !== 0)
    throw invalidRequest(`Payouts in ${currency} must be positive multiples of ${step}.`, { param: 'amount' })
  const method = params.method === 'instant' ? 'instant' : 'standard'
  const destination = destinationOf(world, params.destination, currency)
  if (method === 'instant' && !takesInstant(last4Of(world, destination)))
    throw invalidRequest('The destination is not eligible for Instant Payouts.', {
      code: 'instant_payouts_unsupported',
      param: 'method',
    })
  const fees = method === 'instant' ? instantPayoutFee(world, params.amount, currency) : []
  const cost = fees.reduce((sum, fee) => sum + fee.amount, 0)
  if (world.shared.funds.of(world.account, currency, world.now).available < params.amount + cost)
    throw insufficient('amount')
  const { amount } = params
  return sendPayout(world, { amount, currency, destination, method, automatic: false, words: params })
}

/** The payout is with the bank: it can no longer be canceled. */
export function handOver(world: World, id: string): void {
  const before = world.find('payout', id)
  if (before?.status !== 'pending') return
  const sent = world.change('payout', id, {
    status: 'in_transit',
    ...(before.automatic ? { reconciliation_status: 'completed' } : {}),
  })
  world.emitChange('payout.updated', before, sent)
  if (before.automatic) world.emit('payout.reconciliation_completed', sent)
  world.schedule({ at: before.arrival_date, clock: null, action: 'payout.arrive', target: id })
}

/** The bank has the money, or sends it back as its test number says. */
export function arrive(world: World, id: string): void {
  const payout = world.find('payout', id)
  if (payout?.status !== 'in_transit') return
  if (bankFailure(last4Of(world, payout.destination)) !== undefined) return void failPayout(world, id)
  const paid = world.change('payout', id, { status: 'paid' })
  world.emit('payout.paid', paid)
}

const CAN_FAIL = new Set(['pending', 'in_transit', 'paid'])
const CLOSED = { code: 'account_closed', message: 'The bank account has been closed.' }

/** The bank sends the money back: possible before and for days after it was paid. */
export function failPayout(world: World, id: string): Payout {
  const payout = world.get('payout', id)
  if (!CAN_FAIL.has(payout.status) || payout.reversed_by !== null)
    throw invalidRequest(
      `Payout ${id} is ${payout.reversed_by === null ? payout.status : 'reversed'} and cannot fail.`,
    )
  world.unschedule(null, id)
  const back = book(world, {
    amount: payout.amount,
    currency: payout.currency,
    type: 'payout_failure',
    category: 'payout_reversal',
    source: id,
  })
  const why = bankFailure(last4Of(world, payout.destination)) ?? CLOSED
  const failed = world.change('payout', id, {
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_code: why.code,
    failure_message: why.message,
  })
  world.emit('payout.failed', failed)
  distrust(world, payout.destination)
  return failed
}

/** A bank account that sent a payout back gets no more of them by schedule until it is updated or replaced. */
function distrust(world: World, bank: string | null): void {
  const account = world.store.get('account', world.account)?.row
  const list = account?.external_accounts
  if (account === undefined || list === undefined || bank === null) return
  const data = list.data.map(one =>
    one.object === 'bank_account' && one.id === bank ? { ...one, status: 'errored' } : one,
  )
  world.change('account', account.id, { external_accounts: { ...list, data } })
}

function cancel(world: World, payout: Payout): Payout {
  if (payout.automatic) throw invalidRequest('Automatic payouts cannot be canceled.')
  if (payout.status !== 'pending')
    throw invalidRequest(`Payouts can only be canceled while they are pending. This one is ${payout.status}.`)
  world.unschedule(null, payout.id)
  const back = book(world, {
    amount: payout.amount,
    currency: payout.currency,
    type: 'payout_cancel',
    category: 'payout_reversal',
    source: payout.id,
  })
  const canceled = world.change('payout', payout.id, {
    status: 'canceled',
    failure_balance_transaction: back.id,
  })
  world.emit('payout.canceled', canceled)
  return canceled
}

/** Takes a payout back from the connected account's bank: a payout of its own, the other way. */
function reverse(world: World, payout: Payout, words: NonNullable<Sent['words']>): Payout {
  if (world.account === world.platform)
    throw invalidRequest('Payouts can only be reversed on connected accounts.')
  if (payout.original_payout !== null || payout.amount < 0)
    throw invalidRequest(`Payout ${payout.id} is itself a debit of the bank account and cannot be reversed.`)
  if (payout.reversed_by !== null) throw invalidRequest(`Payout ${payout.id} has already been reversed.`)
  if (payout.status !== 'paid')
    throw invalidRequest(`Payouts can be reversed once they are paid. This one is ${payout.status}.`)
  const { amount, currency, destination } = payout
  const back = sendPayout(world, {
    amount: -amount,
    currency,
    destination,
    method: 'standard',
    automatic: false,
    original: payout.id,
    words,
  })
  const after = world.change('payout', payout.id, { reversed_by: back.id })
  world.emitChange('payout.updated', payout, after)
  return back
}

export const payoutEndpoints = [
  endpoint('POST /v1/payouts', (world, params) => {
    if (params.payout_method !== undefined)
      throw unsupported('payouts to financial accounts', 'payout_method')
    return create(world, params)
  }),
  endpoint('GET /v1/payouts', (world, params) =>
    listOf(world, 'payout', {
      url: '/v1/payouts',
      page: params,
      keep: payout =>
        (params.status === undefined || payout.status === params.status) &&
        (params.destination === undefined || payout.destination === params.destination) &&
        inRange(payout.arrival_date, params.arrival_date),
    }),
  ),
  endpoint('GET /v1/payouts/{id}', (world, _params, path) => world.get('payout', path['id'] ?? '')),
  endpoint('POST /v1/payouts/{id}', (world, params, path) => {
    const before = world.get('payout', path['id'] ?? '')
    const after = world.change('payout', before.id, {
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
    world.emitChange('payout.updated', before, after)
    return after
  }),
  endpoint('POST /v1/payouts/{id}/cancel', (world, _params, path) =>
    cancel(world, world.get('payout', path['id'] ?? '')),
  ),
  endpoint('POST /v1/payouts/{id}/reverse', (world, params, path) =>
    reverse(world, world.get('payout', path['id'] ?? ''), params),
  ),
]
