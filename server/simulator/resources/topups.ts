import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { book } from '../money/ledger.ts'
import { checkCurrency } from './price-amounts.ts'

/** Test money comes soon, but not before the request is answered: until then it can be canceled. */
const ARRIVAL_SECONDS = 2

/** The money of a top-up has come: it is available. */
export function receiveTopup(world: World, id: string): void {
  const topup = world.find('topup', id)
  if (topup?.status !== 'pending') return
  const transaction = book(world, {
    amount: topup.amount,
    currency: topup.currency,
    type: 'topup',
    source: id,
  })
  const done = world.change('topup', id, { balance_transaction: transaction.id, status: 'succeeded' })
  world.emit('topup.succeeded', done)
}

/** The bank does not send the money of a top-up that is on its way. */
export function failTopup(world: World, id: string): object {
  const topup = world.get('topup', id)
  if (topup.status !== 'pending')
    throw invalidRequest(`Top-ups can only fail while they are pending. This one is ${topup.status}.`)
  world.unschedule(null, id)
  const failed = world.change('topup', id, {
    status: 'failed',
    failure_code: 'insufficient_funds',
    failure_message: 'The bank account has insufficient funds to complete the top-up.',
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
