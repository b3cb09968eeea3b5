import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { NO_LOCATION, noLocation } from '../tax/invoice-tax.ts'
import { finalizeInvoice, recount } from './invoicing.ts'

/** Opens a draft because a request says so. One that cannot be opened stays a draft, says why, and tells so. */
export function finalizeAsked(world: World, id: string): ApiObjects['invoice'] {
  const draft = recount(world, world.get('invoice', id))
  if (draft.automatic_tax.status !== 'requires_location_inputs') return finalizeInvoice(world, id)
  const failed = world.change('invoice', id, {
    last_finalization_error: NO_LOCATION,
  })
  world.emit('invoice.finalization_failed', failed)
  throw noLocation(true)
}
