import { endpoint } from '../core/endpoint.ts'
import { missingParam, unsupported } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { addTaxId, createTaxId, removeTaxId } from './tax-ids.ts'

type Owner = NonNullable<EndpointParams<'POST /v1/tax_ids'>['owner']>

/** The customer that owns tax ids, or null for the account itself. */
function customerOf(world: World, owner: Owner | undefined): string | null {
  const { type = 'self', customer } = owner ?? {}
  if (type === 'self') return null
  if (type !== 'customer') throw unsupported(`tax ids whose owner is of type ${type}`, 'owner[type]')
  if (customer === undefined) throw missingParam('owner[customer]')
  return world.get('customer', customer, 'owner[customer]').id
}

/** Tax ids of the account itself, which it writes on its invoices; and, by their owner, those of customers. */
export const accountTaxIdEndpoints = [
  endpoint('POST /v1/tax_ids', (world, params) => {
    const customer = customerOf(world, params.owner)
    return customer === null ? createTaxId(world, params, null) : addTaxId(world, customer, params)
  }),
  endpoint('GET /v1/tax_ids', (world, params) => {
    const customer = customerOf(world, params.owner)
    return listOf(world, 'tax_id', {
      url: '/v1/tax_ids',
      page: params,
      keep: one => one.customer === customer,
    })
  }),
  endpoint('GET /v1/tax_ids/{id}', (world, _params, path) => world.get('tax_id', path['id'] ?? '')),
  endpoint('DELETE /v1/tax_ids/{id}', (world, _params, path) =>
    removeTaxId(world, world.get('tax_id', path['id'] ?? '')),
  ),
]
