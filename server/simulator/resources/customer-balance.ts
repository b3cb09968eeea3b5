import { changeBalance } from '../billing/customer-balance.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import { mergeMetadata } from '../core/world.ts'
import { checkCurrency } from './price-amounts.ts'

export const customerBalanceEndpoints = [
  endpoint('POST /v1/customers/{id}/balance_transactions', (world, params, path) => {
    const customer = world.get('customer', path['id'] ?? '')
    const made = changeBalance(world, customer.id, {
      amount: params.amount,
      currency: checkCurrency(params.currency),
      type: 'adjustment',
      description: params.description,
      metadata: params.metadata,
    })
    if (made === undefined) throw invalidRequest('amount must not be zero.', { param: 'amount' })
    return made
  }),
  endpoint('GET /v1/customers/{id}/balance_transactions', (world, params, path) => {
    const customer = world.get('customer', path['id'] ?? '')
    return listOf(world, 'customer_balance_transaction', {
      url: `/v1/customers/${customer.id}/balance_transactions`,
      page: params,
      ids: world.store.linked('customer.balance_transactions', customer.id),
      keep: transaction => params.invoice === undefined || transaction.invoice === params.invoice,
    })
  }),
  endpoint('GET /v1/customers/{customerId}/balance_transactions/{id}', (world, _params, path) => {
    world.get('customer', path['customerId'] ?? '')
    return world.get('customer_balance_transaction', path['id'] ?? '')
  }),
  endpoint('POST /v1/customers/{customerId}/balance_transactions/{id}', (world, params, path) => {
    world.get('customer', path['customerId'] ?? '')
    const before = world.get('customer_balance_transaction', path['id'] ?? '')
    return world.change('customer_balance_transaction', before.id, {
      description: params.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
  }),
]
