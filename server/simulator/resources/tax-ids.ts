import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams, Tombstone } from '../core/stripe-types.ts'
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

/** Makes a tax id of a customer, or of the account itself. Nobody verifies it: Stripe does so, later. */
export function createTaxId(world: World, { type, value }: Given, customer: string | null): TaxId {
  const code = value.replaceAll(/[\s.-]/g, '').toUpperCase()
  if (FORMATS[type]?.test(code) === false)
    throw invalidRequest('Invalid value for this tax ID type.', { code: 'tax_id_invalid', param: 'value' })
  return world.create('tax_id', {
    country: type === 'eu_vat' ? code.slice(0, 2) : type.slice(0, 2).toUpperCase(),
    created: world.now,
    customer,
    owner: customer === null ? { type: 'self' } : { customer, type: 'customer' },
    type,
    value: code,
    verification: customer === null ? null : { status: 'unavailable' },
  })
}

/** Gives a customer a tax id. */
export function addTaxId(world: World, customer: string, given: Given): TaxId {
  const id = createTaxId(world, given, customer)
  world.store.link('customer.tax_ids', customer, id.id)
  world.emit('customer.tax_id.created', id)
  return id
}

/** Takes a tax id away, from a customer or from the account itself. */
export function removeTaxId(world: World, { customer, ...found }: TaxId): Tombstone {
  const { id } = found
  world.store.remove('tax_id', id)
  if (typeof customer === 'string') {
    world.store.unlink('customer.tax_ids', customer, id)
    world.emit('customer.tax_id.deleted', { ...found, customer })
  }
  return { id, object: 'tax_id', deleted: true }
}

/** Tax ids of the account itself that a parameter names, to be written on invoices; null where there are to be none. */
export function accountTaxIds(
  world: World,
  given: readonly string[] | null | undefined,
  path = 'account_tax_ids',
): readonly string[] | null | undefined {
  return (
    given?.map((id, index) => {
      const param = `${path}[${index}]`
      const found = world.get('tax_id', id, param)
      if (found.owner?.type !== 'self') throw noSuch('tax ID', id, param)
      return found.id
    }) ?? given
  )
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
  endpoint('DELETE /v1/customers/{customerId}/tax_ids/{id}', (world, _params, path) =>
    removeTaxId(world, ownedId(world, path['customerId'] ?? '', path['id'] ?? '')),
  ),
]
