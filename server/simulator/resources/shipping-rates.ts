import { endpoint } from '../core/endpoint.ts'
import { missingParam } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { checkCurrency } from './price-amounts.ts'

type Create = Omit<EndpointParams<'POST /v1/shipping_rates'>, 'expand'>

/** Makes a shipping rate; checkout may bring its own. */
export function createShippingRate(world: World, params: Create, path = ''): ApiObjects['shipping_rate'] {
  const { fixed_amount: fixed, delivery_estimate: estimate } = params
  if (fixed === undefined) throw missingParam(path === '' ? 'fixed_amount' : `${path}[fixed_amount]`)
  return world.create('shipping_rate', {
    active: true,
    created: world.now,
    delivery_estimate: estimate && {
      maximum: estimate.maximum ?? null,
      minimum: estimate.minimum ?? null,
    },
    display_name: params.display_name,
    fixed_amount: { amount: fixed.amount, currency: checkCurrency(fixed.currency) },
    metadata: mergeMetadata(null, params.metadata),
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tax_code: params.tax_code,
    type: params.type ?? 'fixed_amount',
  })
}

export const shippingRateEndpoints = [
  endpoint('POST /v1/shipping_rates', (world, params) => createShippingRate(world, params)),
  endpoint('GET /v1/shipping_rates', (world, params) =>
    listOf(world, 'shipping_rate', {
      url: '/v1/shipping_rates',
      page: params,
      keep: rate =>
        (params.active === undefined || rate.active === params.active) &&
        (params.currency === undefined || rate.fixed_amount?.currency === params.currency),
    }),
  ),
  endpoint('GET /v1/shipping_rates/{id}', (world, _params, path) =>
    world.get('shipping_rate', path['id'] ?? ''),
  ),
  endpoint('POST /v1/shipping_rates/{id}', (world, params, path) => {
    const before = world.get('shipping_rate', path['id'] ?? '')
    return world.change('shipping_rate', before.id, {
      active: params.active,
      metadata: mergeMetadata(before.metadata, params.metadata),
      tax_behavior: params.tax_behavior,
    })
  }),
]
