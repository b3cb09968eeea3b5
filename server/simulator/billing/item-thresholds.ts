import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { isMetered } from './usage.ts'

type Item = ApiObjects['subscription_item']

/** At what usage an item is billed, as a request says it; undefined where it says nothing. */
export function itemThresholdsOf(
  price: Item['price'],
  given: { readonly usage_gte: number } | null | undefined,
): Item['billing_thresholds'] | undefined {
  if (given === undefined || given === null) return given
  if (!isMetered({ price }))
    throw invalidRequest('Only items with metered prices can have a usage threshold.', {
      param: 'billing_thresholds[usage_gte]',
    })
  return { usage_gte: given.usage_gte }
}
