import { LIMITS } from '#shared/facts/limits.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf, matches } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { keepCurrencyOptions } from './currency-options.ts'
import { amountsOf, checkCurrency, customAmountOf, tiersOf } from './price-amounts.ts'

type Price = ApiObjects['price']
type PriceParams = EndpointParams<'POST /v1/prices'>

function checkAmounts(params: PriceParams): void {
  const given = params.unit_amount ?? params.unit_amount_decimal ?? params.custom_unit_amount ?? params.tiers
  if (given === undefined)
    throw invalidRequest('You must specify one of unit_amount, unit_amount_decimal, or custom_unit_amount.', {
      code: 'parameter_missing',
      param: 'unit_amount',
    })
  if (params.unit_amount !== undefined && params.unit_amount < 0)
    throw invalidRequest('Invalid non-negative integer', {
      code: 'parameter_invalid_integer',
      param: 'unit_amount',
    })
  if (params.billing_scheme === 'tiered' && (params.tiers === undefined || params.tiers_mode === undefined))
    throw invalidRequest('Tiered prices need tiers and tiers_mode.', {
      code: 'parameter_missing',
      param: params.tiers === undefined ? 'tiers' : 'tiers_mode',
    })
}

/** How many units of an interval there may be between two bills. */
const LONGEST = new Map<string, number>(Object.entries(LIMITS.interval))

function recurringOf(world: World, given: NonNullable<PriceParams['recurring']>): Price['recurring'] {
  const { interval, interval_count: count = 1, meter, usage_type: usage = 'licensed' } = given
  const { trial_period_days: trial = null } = given
  const most = LONGEST.get(interval) ?? 0
  if (count > most)
    throw invalidRequest(
      `The maximum billing interval is three years: ${most} for an interval of one ${interval}.`,
      { param: 'recurring[interval_count]' },
    )
  const measured = meter === undefined ? null : world.get('billing.meter', meter, 'recurring[meter]').id
  return { interval, interval_count: count, meter: measured, trial_period_days: trial, usage_type: usage }
}

/** Makes a price; used by its endpoint and wherever `price_data` stands for one. */
export function createPrice(world: World, params: PriceParams): Price {
  checkAmounts(params)
  const product = productOf(world, params)
  const { recurring, tiers, custom_unit_amount: custom } = params
  const price = world.create('price', {
    active: params.active ?? true,
    billing_scheme: params.billing_scheme ?? 'per_unit',
    created: world.now,
    currency: checkCurrency(params.currency),
    custom_unit_amount: custom && customAmountOf(params, custom),
    lookup_key: lookupKeyFor(world, params),
    metadata: mergeMetadata(null, params.metadata),
    nickname: params.nickname,
    product,
    recurring: recurring && recurringOf(world, recurring),
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tiers: tiers && tiersOf(tiers),
    tiers_mode: params.tiers_mode,
    transform_quantity: params.transform_quantity,
    type: recurring === undefined ? 'one_time' : 'recurring',
    ...amountsOf(params),
  })
  world.store.link('prices', product, price.id)
  if (price.lookup_key !== null) world.store.link('lookup', `${world.account}:${price.lookup_key}`, price.id)
  keepCurrencyOptions(world, price, params.currency_options)
  world.emit('price.created', price)
  return price
}

function productOf(world: World, params: PriceParams): string {
  if (params.product !== undefined) {
    const product = world.get('product', params.product, 'product')
    if (!product.active)
      throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
        param: 'product',
      })
    return product.id
  }
  const { product_data: data } = params
  if (data === undefined)
    throw invalidRequest('You must specify either `product` or `product_data` when creating a price.', {
      code: 'parameter_missing',
      param: 'product',
    })
  const product = world.create('product', {
    id: data.id,
    active: data.active ?? true,
    created: world.now,
    metadata: mergeMetadata(null, data.metadata),
    name: data.name,
    statement_descriptor: data.statement_descriptor,
    tax_code: data.tax_code,
    type: 'service',
    unit_label: data.unit_label,
    updated: world.now,
  })
  world.emit('product.created', product)
  return product.id
}

function lookupKeyFor(
  world: World,
  params: { readonly lookup_key?: string; readonly transfer_lookup_key?: boolean },
  own?: string,
): string | null {
  const { lookup_key: key } = params
  if (key === undefined || key === '') return null
  const holder = world.store
    .linked('lookup', `${world.account}:${key}`)
    .map(id => world.find('price', id))
    .find(price => price?.lookup_key === key && price.id !== own)
  if (holder === undefined) return key
  if (params.transfer_lookup_key !== true)
    throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, {
      code: 'resource_already_exists',
      param: 'lookup_key',
    })
  world.change('price', holder.id, { lookup_key: null })
  return key
}

export const priceEndpoints = [
  endpoint('POST /v1/prices', (world, params) => createPrice(world, params)),
  endpoint('GET /v1/prices', (world, params) =>
    listOf(world, 'price', {
      url: '/v1/prices',
      page: params,
      keep: price =>
        matches(price, {
          active: params.active,
          currency: params.currency,
          product: params.product,
          type: params.type,
        }) &&
        (params.lookup_keys === undefined || params.lookup_keys.some(key => key === price.lookup_key)) &&
        (params.recurring === undefined ||
          (price.recurring !== null && matches(price.recurring, params.recurring))),
    }),
  ),
  endpoint('GET /v1/prices/{id}', (world, _params, path) => world.get('price', path['id'] ?? '')),
  endpoint('POST /v1/prices/{id}', (world, params, path) => {
    const before = world.get('price', path['id'] ?? '')
    const lookup = params.lookup_key === undefined ? undefined : lookupKeyFor(world, params, before.id)
    const after = world.change('price', before.id, {
      active: params.active,
      lookup_key: lookup,
      metadata: mergeMetadata(before.metadata, params.metadata),
      nickname: params.nickname,
      tax_behavior: params.tax_behavior,
    })
    keepCurrencyOptions(world, after, params.currency_options)
    if (lookup) world.store.link('lookup', `${world.account}:${lookup}`, after.id)
    world.emitChange('price.updated', before, after)
    return after
  }),
]
