import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { couponIn, keepCouponOptions, otherOptions } from './coupon-currencies.ts'
import { checkCurrency } from './price-amounts.ts'

type Coupon = ApiObjects['coupon']
type Create = EndpointParams<'POST /v1/coupons'>

function checkCoupon(params: Create): void {
  const { percent_off: percent, amount_off: amount } = params
  if ((percent === undefined) === (amount === undefined))
    throw invalidRequest('You must pass either percent_off or amount_off.', { param: 'percent_off' })
  if (percent !== undefined && (percent <= 0 || percent > 100))
    throw invalidRequest('Invalid percent_off: must be greater than 0 and at most 100.', {
      param: 'percent_off',
    })
  if (amount !== undefined && amount < 1)
    throw invalidRequest('Invalid positive integer', {
      code: 'parameter_invalid_integer',
      param: 'amount_off',
    })
  if (amount !== undefined && params.currency === undefined)
    throw invalidRequest('You must pass currency when passing amount_off.', {
      code: 'parameter_missing',
      param: 'currency',
    })
  if ((params.duration === 'repeating') !== (params.duration_in_months !== undefined))
    throw invalidRequest('duration_in_months goes with duration=repeating, and only with it.', {
      param: 'duration_in_months',
    })
}

/** Five years. */
const LONGEST = 5 * 366 * 86_400

/** Until when a coupon can be redeemed: in the future, and not too far. */
function checkRedeemBy(at: number | undefined, now: number): void {
  const refused = (message: string) => invalidRequest(message, { param: 'redeem_by' })
  if (at === undefined) return
  if (at <= now) throw refused('Invalid timestamp: must be an integer Unix timestamp in the future.')
  if (at > now + LONGEST) throw refused('Invalid timestamp: can be no more than five years in the future.')
}

export const couponEndpoints = [
  endpoint('POST /v1/coupons', (world, params) => {
    checkCoupon(params)
    checkRedeemBy(params.redeem_by, world.now)
    if (params.id !== undefined && world.find('coupon', params.id))
      throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' })
    const coupon = world.create('coupon', {
      id: params.id ?? world.shared.random.text(8),
      amount_off: params.amount_off,
      ...(params.applies_to === undefined
        ? {}
        : { applies_to: { products: params.applies_to.products ?? [] } }),
      created: world.now,
      currency: params.currency === undefined ? null : checkCurrency(params.currency),
      duration: params.duration ?? 'once',
      duration_in_months: params.duration_in_months,
      max_redemptions: params.max_redemptions,
      metadata: mergeMetadata(null, params.metadata),
      name: params.name,
      percent_off: params.percent_off,
      redeem_by: params.redeem_by,
      times_redeemed: 0,
      valid: true,
    })
    keepCouponOptions(world, coupon, params.currency_options)
    world.emit('coupon.created', coupon)
    return coupon
  }),
  endpoint('GET /v1/coupons', (world, params) =>
    listOf(world, 'coupon', { url: '/v1/coupons', page: params }),
  ),
  endpoint('GET /v1/coupons/{id}', (world, _params, path) => world.get('coupon', path['id'] ?? '')),
  endpoint('POST /v1/coupons/{id}', (world, params, path) => {
    const before = world.get('coupon', path['id'] ?? '')
    const after = world.change('coupon', before.id, {
      metadata: mergeMetadata(before.metadata, params.metadata),
      name: params.name,
    })
    keepCouponOptions(world, after, params.currency_options)
    world.emitChange('coupon.updated', before, after)
    return after
  }),
  endpoint('DELETE /v1/coupons/{id}', (world, _params, path) => {
    const coupon = world.get('coupon', path['id'] ?? '')
    keepDiscounts(world, coupon)
    world.store.remove('coupon', coupon.id, world.account)
    world.store.remove('hidden.coupon_options', coupon.id, world.account)
    world.emit('coupon.deleted', coupon)
    return { id: coupon.id, object: 'coupon', deleted: true }
  }),
]

/** Who has a discount of a coupon keeps it when the coupon is deleted. */
function keepDiscounts(world: World, coupon: Coupon): void {
  const options = otherOptions(world, coupon.id)
  const discounts = world.store
    .idsOf('discount', world.account)
    .filter(
      id =>
        world.find('discount', id)?.source.coupon === coupon.id &&
        world.find('hidden.gone_coupon', id) === undefined,
    )
  for (const id of discounts) world.hide('hidden.gone_coupon', { id, coupon, options })
}

/** Counts a redemption for something in a currency; the last one allowed makes the coupon invalid. */
export function redeem(
  world: World,
  id: string,
  { param, currency }: { readonly param: string; readonly currency: string },
): Coupon {
  const coupon = world.get('coupon', id, param)
  if (!coupon.valid || (coupon.redeem_by !== null && coupon.redeem_by < world.now))
    throw invalidRequest(`Coupon expired: ${id}`, { code: 'coupon_expired', param })
  couponIn(world, coupon, { currency, param })
  const times = coupon.times_redeemed + 1
  return world.change('coupon', id, {
    times_redeemed: times,
    valid: coupon.max_redemptions === null || times < coupon.max_redemptions,
  })
}
