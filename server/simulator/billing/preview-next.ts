import { ApiError } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { nextInvoice } from './next-invoice.ts'

type Invoice = ApiObjects['invoice']

/** Nothing is going to be billed. */
export const noUpcoming = (whose: string) =>
  new ApiError(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for ${whose}`,
  })

/** What a subscription bills next; whoever calls takes it back. */
export function upcoming(world: World, id: string): Invoice {
  const invoice = nextInvoice(world, id)
  if (invoice === undefined) throw noUpcoming(`subscription: ${id}`)
  return invoice
}

/** A subscription's latest invoice; of one that has billed nothing yet, its next. */
export const latestOf = (
  world: World,
  { id, latest_invoice: latest }: ApiObjects['subscription'],
): Invoice => (latest === null ? upcoming(world, id) : world.get('invoice', latest))
