import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type TaxId = ApiObjects['tax_id']
type Given = Pick<EndpointParams<'POST /v1/customers/{id}/tax_ids'>, 'type' | 'value'>

/** Formats of the types that reverse charge asks for; of others any value is taken. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  eu_vat: /^[A-Z]{2}[A-Z0-9+*]{2,12}$/,
  gb_vat: /^(GB|XI)(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  no_vat: /^\d{9}MVA$/,
  ch_vat: /^CHE\d{9}(MWST|TVA|IVA)$/,
}

/** Gives a customer a tax id. Nobody verifies it: Stripe does so with the authorities, later. */
export function addTaxId(world: World, customer: string, { type, value }: Given): TaxId {
  const code = value.replaceAll(/[\s.-]/g, '').toUpperCase()
  if (FORMATS[type]?.test(code) === false)
    throw invalidRequest('Invalid value for this tax ID type.', { code: 'tax_id_invalid', param: 'value' })
  const id = world.create('tax_id', {
    country: type === 'eu_vat' ? code.slice(0, 2) : type.slice(0, 2).toUpperCase(),
    created: world.now,
    customer,
    owner: { customer, type: 'customer' },
    type,
    value: code,
    verification: { status: 'unavailable' },
  })
  world.store.link('customer.tax_ids', customer, id.id)
  world.emit('customer.tax_id.created', id)
  return id
}

/** The tax ids of a customer. */
export const taxIdsOf = (world: World, customer: string): readonly TaxId[] =>
  world.store.linked('customer.tax_ids', customer).flatMap(id => world.find('tax_id', id) ?? [])

function ownedId(world: World, customer: string, id: string): TaxId {
  const found = world.find('tax_id', id)
  if (found?.customer !== customer) throw noSuch('tax ID', id)
  return found
}

export const taxIdEndpoints = [
  endpoint('POST /v1/customers/{id}/tax_ids', (world, params, path) =>
    addTaxId(world, world.get('customer', path['id'] ?? '').id, params),
  ),
  endpoint('GET /v1/customers/{id}/tax_ids', (world, params, path) => {
    const { id } = world.get('customer', path['id'] ?? '')
    return listOf(world, 'tax_id', {
      url: `/v1/customers/${id}/tax_ids`,
      page: params,
      ids: world.store.linked('customer.tax_ids', id),
    })
  }),
  endpoint('GET /v1/customers/{customerId}/tax_ids/{id}', (world, _params, path) =>
    ownedId(world, path['customerId'] ?? '', path['id'] ?? ''),
  ),
  endpoint('DELETE /v1/customers/{customerId}/tax_ids/{id}', (world, _params, path) => {
    const found = ownedId(world, path['customerId'] ?? '', path['id'] ?? '')
    world.store.remove('tax_id', found.id)
    world.store.unlink('customer.tax_ids', path['customerId'] ?? '', found.id)
    world.emit('customer.tax_id.deleted', found)
    return { id: found.id, object: 'tax_id', deleted: true }
  }),
]
