import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { checkCurrency } from './price-amounts.ts'

type Coupon = ApiObjects['coupon']
type Options = NonNullable<Coupon['currency_options']>

/** Writes down what a coupon takes off in other currencies; what was told before stays. */
export function keepCouponOptions(world: World, coupon: Coupon, asked: Options | undefined): void {
  if (asked === undefined) return
  if (coupon.amount_off === null)
    throw invalidRequest('currency_options is only supported for coupons with an amount_off.', {
      param: 'currency_options',
    })
  const added = Object.entries(asked).map(([code, { amount_off }]): [string, Options[string]] => {
    const currency = checkCurrency(code, `currency_options[${code}]`)
    if (currency === coupon.currency)
      throw invalidRequest('The currency of a coupon cannot be one of its currency_options.', {
        param: `currency_options[${code}]`,
      })
    return [currency, { amount_off }]
  })
  const options = { ...otherOptions(world, coupon.id), ...Object.fromEntries(added) }
  world.hide('hidden.coupon_options', { id: coupon.id, options })
}

/** What a coupon takes off in other currencies than its own. */
export const otherOptions = (world: World, id: string): Options =>
  world.find('hidden.coupon_options', id)?.options ?? {}

/** All currencies of a coupon that takes an amount off, its own among them, as `expand` shows them. */
export function allCouponOptions(world: World, id: string): Options | undefined {
  const { amount_off, currency } = world.get('coupon', id)
  if (amount_off === null || currency === null) return undefined
  return { [currency]: { amount_off }, ...otherOptions(world, id) }
}

/** A coupon as it counts in a currency; undefined when it takes an amount off, and none in this one. */
function counted(coupon: Coupon, options: Options, currency: string): Coupon | undefined {
  if (coupon.currency === null || coupon.currency === currency) return coupon
  const option = options[currency]
  return option === undefined ? undefined : { ...coupon, amount_off: option.amount_off, currency }
}

/**
 * A coupon as it counts in a currency.
 * @throws when it takes an amount off, and none in this currency.
 */
export function couponIn(
  world: World,
  coupon: Coupon,
  { currency, param }: { readonly currency: string; readonly param: string },
): Coupon {
  const found = counted(coupon, otherOptions(world, coupon.id), currency)
  if (found !== undefined) return found
  throw invalidRequest(
    `Coupon ${coupon.id} takes off an amount in ${coupon.currency}; it cannot be used for ${currency}.`,
    { param },
  )
}

/** The coupon behind a discount, which outlives its deletion, as it counts in a currency. */
export function couponBehind(world: World, discount: string, currency: string): Coupon | undefined {
  const gone = world.find('hidden.gone_coupon', discount)
  if (gone !== undefined) return counted(gone.coupon, gone.options, currency)
  const id = world.find('discount', discount)?.source.coupon
  const coupon = id === undefined || id === null ? undefined : world.find('coupon', id)
  return coupon && counted(coupon, otherOptions(world, coupon.id), currency)
}
