import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { createCustomer, shippingOf } from '../resources/customers.ts'
import { addressOf } from '../resources/payment-methods.ts'
import { addTaxId, taxIdsOf } from '../resources/tax-ids.ts'
import { issuerOf, ownedAccount } from './invoice-settings.ts'

type Invoice = ApiObjects['invoice']
type Preview = EndpointParams<'POST /v1/invoices/create_preview'>

/** Who a preview is for. */
export type Previewed = {
  readonly customer: string | undefined
  /** There is no such customer but for the preview. */
  readonly made: boolean
}

/**
 * The customer of a preview, with what is told of it instead of what it has; made of that when there is none.
 * Whoever calls takes it back.
 */
export function previewCustomer(world: World, params: Preview): Previewed {
  const { customer_details: details } = params
  const known = knownCustomer(world, params)
  if (details === undefined) return { customer: known, made: false }
  const customer = known ?? createCustomer(world, {}).id
  world.change('customer', customer, {
    address: details.address === undefined ? undefined : addressOf(details.address),
    shipping: shippingOf(details.shipping),
    tax_exempt: details.tax_exempt === undefined ? undefined : (details.tax_exempt ?? 'none'),
  })
  if (details.tax_ids !== undefined)
    for (const { id } of taxIdsOf(world, customer)) world.store.unlink('customer.tax_ids', customer, id)
  for (const id of details.tax_ids ?? []) addTaxId(world, customer, id)
  return { customer, made: known === undefined }
}

function knownCustomer(world: World, params: Preview): string | undefined {
  const { customer, schedule, subscription } = params
  if (customer !== undefined) return world.get('customer', customer, 'customer').id
  if (schedule !== undefined) return world.get('subscription_schedule', schedule, 'schedule').customer
  return subscription === undefined
    ? undefined
    : world.get('subscription', subscription, 'subscription').customer
}

/** Who issues the invoice, and who is paid by it, where a preview says so. */
export function partiesOf(world: World, params: Preview): Partial<Invoice> {
  const { issuer, on_behalf_of: seller } = params
  return present({
    issuer: issuer && issuerOf(world, issuer),
    on_behalf_of: seller ? ownedAccount(world, seller, 'on_behalf_of') : seller,
  })
}
