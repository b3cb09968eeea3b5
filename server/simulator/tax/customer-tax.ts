import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { collectsFrom, isLocated } from './automatic.ts'
import { locationOf } from './levy.ts'

type Customer = ApiObjects['customer']

/** Where a customer is for tax, and whether tax is collected there. */
export function taxStateOf(world: World, customer: Customer): NonNullable<Customer['tax']> {
  const { address, source } = locationOf(world, customer) ?? { address: null, source: null }
  if (!isLocated(address) || source === null)
    return { automatic_tax: 'unrecognized_location', ip_address: null, location: null, provider: 'stripe' }
  return {
    automatic_tax: collectsFrom(world, address) ? 'supported' : 'not_collecting',
    ip_address: null,
    location: {
      country: address.country ?? '',
      source,
      state: address.state,
    },
    provider: 'stripe',
  }
}
