import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { withoutUnknownTax } from '../tax/give-up.ts'
import { NO_LOCATION, noLocation } from '../tax/invoice-tax.ts'
import { finalizeInvoice, recount } from './invoicing.ts'

type Invoice = ApiObjects['invoice']

/** Opens a draft because a request says so. One that cannot be opened stays a draft, says why, and tells so. */
export function finalizeAsked(world: World, id: string): Invoice {
  if (!isHeldUp(world, id)) return finalizeInvoice(world, id)
  refuseToOpen(world, id)
  throw noLocation(true)
}

/**
 * Opens a draft because its time has come. Where the customer's place is no longer known a subscription's goes on without
 * tax; any other one stays a draft, says why, and tells so.
 * Source: docs.stripe.com/tax/customer-locations#invoice-finalization-errors.
 */
export function finalizeByItself(world: World, id: string): Invoice {
  withoutUnknownTax(world, world.get('invoice', id))
  return isHeldUp(world, id) ? refuseToOpen(world, id) : finalizeInvoice(world, id)
}

const isHeldUp = (world: World, id: string): boolean =>
  recount(world, world.get('invoice', id)).automatic_tax.status === 'requires_location_inputs'

function refuseToOpen(world: World, id: string): Invoice {
  const failed = world.change('invoice', id, { last_finalization_error: NO_LOCATION })
  world.emit('invoice.finalization_failed', failed)
  return failed
}
