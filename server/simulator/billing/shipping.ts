import { invalidRequest } from '../core/errors.ts'
import type { EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { createShippingRate } from '../resources/shipping-rates.ts'
import type { ShippingCost } from '../tax/shipping-tax.ts'

type Given = EndpointParams<'POST /v1/invoices/{id}'>['shipping_cost']

/** What shipping costs at the rate that a request names or brings; null where there is to be none. */
export function shippingCostOf(
  world: World,
  given: Given,
  currency: string,
): ShippingCost | null | undefined {
  if (!given) return given
  const { shipping_rate: id, shipping_rate_data: data } = given
  const path = 'shipping_cost'
  if ((id === undefined) === (data === undefined))
    throw invalidRequest(`You must specify either ${path}[shipping_rate] or ${path}[shipping_rate_data].`, {
      param: path,
    })
  const rate =
    data === undefined
      ? world.get('shipping_rate', id ?? '', `${path}[shipping_rate]`)
      : createShippingRate(world, data, `${path}[shipping_rate_data]`)
  if (rate.fixed_amount?.currency !== currency)
    throw invalidRequest(
      `The shipping rate \`${rate.id}\` is in ${rate.fixed_amount?.currency}, and the invoice in ${currency}.`,
      { param: `${path}[shipping_rate]` },
    )
  const { amount } = rate.fixed_amount
  return { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate: rate.id }
}
