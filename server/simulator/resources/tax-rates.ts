import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf, matches } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'

type TaxRate = ApiObjects['tax_rate']

const MOST_RATES = 5

/** The rates that a parameter names, all of them usable. */
export function taxRatesOf(
  world: World,
  ids: readonly string[] | null | undefined,
  param: string,
): readonly TaxRate[] {
  if (ids === null || ids === undefined) return []
  if (ids.length > MOST_RATES)
    throw invalidRequest(`You can have up to ${MOST_RATES} tax rates here.`, { param })
  return ids.map((id, index) => {
    const rate = world.get('tax_rate', id, `${param}[${index}]`)
    if (!rate.active)
      throw invalidRequest(`The tax rate ${id} is archived and cannot be used.`, {
        param: `${param}[${index}]`,
      })
    return rate
  })
}

function checkPercentage(percentage: number): void {
  if (percentage < 0 || percentage > 100 || Math.round(percentage * 10_000) !== percentage * 10_000)
    throw invalidRequest('percentage must be between 0 and 100, with up to four decimals.', {
      param: 'percentage',
    })
}

export const taxRateEndpoints = [
  endpoint('POST /v1/tax_rates', (world, params) => {
    checkPercentage(params.percentage)
    const rate = world.create('tax_rate', {
      active: params.active ?? true,
      country: params.country,
      created: world.now,
      description: params.description,
      display_name: params.display_name,
      effective_percentage: null,
      inclusive: params.inclusive,
      jurisdiction: params.jurisdiction,
      metadata: mergeMetadata(null, params.metadata),
      percentage: params.percentage,
      rate_type: 'percentage',
      state: params.state,
      tax_type: params.tax_type,
    })
    world.emit('tax_rate.created', rate)
    return rate
  }),
  endpoint('GET /v1/tax_rates', (world, params) =>
    listOf(world, 'tax_rate', {
      url: '/v1/tax_rates',
      page: params,
      keep: rate => matches(rate, { active: params.active, inclusive: params.inclusive }),
    }),
  ),
  endpoint('GET /v1/tax_rates/{id}', (world, _params, path) => world.get('tax_rate', path['id'] ?? '')),
  endpoint('POST /v1/tax_rates/{id}', (world, params, path) => {
    const before = world.get('tax_rate', path['id'] ?? '')
    const after = world.change('tax_rate', before.id, {
      active: params.active,
      country: params.country,
      description: params.description,
      display_name: params.display_name,
      jurisdiction: params.jurisdiction,
      metadata: mergeMetadata(before.metadata, params.metadata),
      state: params.state,
      tax_type: params.tax_type,
    })
    world.emitChange('tax_rate.updated', before, after)
    return after
  }),
]
