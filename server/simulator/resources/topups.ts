import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { book } from '../money/ledger.ts'
import { type BankFailure, bankFailure, testNumberOf } from '../money/test-banks.ts'
import { checkCurrency } from './price-amounts.ts'

/** Test money comes soon, but not before the request is answered: until then it can be canceled. */
const ARRIVAL_SECONDS = 2

/** The money of a top-up has come: it is available. */
export function receiveTopup(world: World, id: string): void {
  const topup = world.find('topup', id)
  if (topup?.status !== 'pending') return
  const bank = world.find('hidden.token', id)
  const failure = bank && bankFailure(bank.stands.slice(-4))
  if (failure !== undefined) {
    failTopup(world, id, failure.code === REFUSED.code ? REFUSED : failure)
    return
  }
  const transaction = book(world, {
    amount: topup.amount,
    currency: topup.currency,
    type: 'topup',
    source: id,
  })
  const done = world.change('topup', id, { balance_transaction: transaction.id, status: 'succeeded' })
  world.emit('topup.succeeded', done)
}

const REFUSED: BankFailure = {
  code: 'insufficient_funds',
  message: 'The bank account has insufficient funds to complete the top-up.',
}

/** The bank does not send the money of a top-up that is on its way. */
export function failTopup(world: World, id: string, failure: BankFailure = REFUSED): object {
  const topup = world.get('topup', id)
  if (topup.status !== 'pending')
    throw invalidRequest(`Top-ups can only fail while they are pending. This one is ${topup.status}.`)
  world.unschedule(null, id)
  const failed = world.change('topup', id, {
    status: 'failed',
    failure_code: failure.code,
    failure_message: failure.message,
  })
  world.emit('topup.failed', failed)
  return failed
}

export const topupEndpoints = [
  endpoint('POST /v1/topups', (world, params) => {
    if (params.amount < 1)
      throw invalidRequest('This value must be greater than or equal to 1.', {
        code: 'parameter_invalid_integer',
        param: 'amount',
      })
    const { source } = params
    if (source !== undefined && !source.startsWith('btok_')) throw noSuch('source', source, 'source')
    const topup = world.create('topup', {
      amount: params.amount,
      created: world.now,
      currency: checkCurrency(params.currency),
      description: params.description,
      expected_availability_date: world.now + ARRIVAL_SECONDS,
      initiated_by: 'user',
      metadata: mergeMetadata(null, params.metadata),
      source: null,
      statement_descriptor: params.statement_descriptor,
      status: 'pending',
      transfer_group: params.transfer_group,
    })
    if (source !== undefined) world.hide('hidden.token', { id: topup.id, stands: testNumberOf(source) })
    world.schedule({
      at: world.now + ARRIVAL_SECONDS,
      clock: null,
      action: 'topup.receive',
      target: topup.id,
    })
    world.emit('topup.created', topup)
    return topup
  }),
  endpoint('GET /v1/topups', (world, params) =>
    listOf(world, 'topup', {
      url: '/v1/topups',
      page: params,
      keep: topup => params.status === undefined || topup.status === params.status,
    }),
  ),
  endpoint('GET /v1/topups/{id}', (world, _params, path) => world.get('topup', path['id'] ?? '')),
  endpoint('POST /v1/topups/{id}', (world, params, path) => {
    const before = world.get('topup', path['id'] ?? '')
    return world.change('topup', before.id, {
      description: params.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
  }),
  endpoint('POST /v1/topups/{id}/cancel', (world, _params, path) => {
    const topup = world.get('topup', path['id'] ?? '')
    if (topup.status !== 'pending')
      throw invalidRequest(
        `Top-ups can only be canceled while they are pending. This one is ${topup.status}.`,
      )
    world.unschedule(null, topup.id)
    const canceled = world.change('topup', topup.id, { status: 'canceled' })
    world.emit('topup.canceled', canceled)
    return canceled
  }),
]
