import { ApiError, invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { allocate } from '../money/allocate.ts'
import { shown } from '../money/shown.ts'
import { couponBehind } from '../resources/coupon-currencies.ts'
import { redeem } from '../resources/coupons.ts'
import { addIntervals } from './periods.ts'

type Line = ApiObjects['line_item']
/** A discount as a request asks for it. */
export type DiscountAsked = {
  readonly coupon?: string
  readonly discount?: string
  readonly promotion_code?: string
}

/** What a discount is for. */
export type Discounted = {
  readonly customer: string | null
  readonly subscription?: string
  readonly subscriptionItem?: string
  readonly invoice?: string
  /** An invoice item, or the line that bills a subscription's item. */
  readonly invoiceItem?: string
  readonly checkoutSession?: string
  /** Where the discounts are asked for, when that is not `discounts`. */
  readonly path?: string
  readonly start: number
  /** Of what is bought: an amount comes off in its own currency only. */
  readonly currency: string
  /** What is bought, before discounts: a code may ask for a minimum. */
  readonly bought: { readonly subtotal: number; readonly currency: string }
}

/** Makes the discounts that a request asks for, from coupons and promotion codes. */
export function createDiscounts(world: World, asked: readonly DiscountAsked[], about: Discounted): string[] {
  const { path = 'discounts' } = about
  return asked.map((one, index) => {
    if (one.discount !== undefined)
      return world.get('discount', one.discount, `${path}[${index}][discount]`).id
    const code =
      one.promotion_code === undefined
        ? undefined
        : promotionOf(world, one.promotion_code, { about, param: `${path}[${index}][promotion_code]` })
    const couponId = code?.promotion.coupon ?? one.coupon
    if (couponId === undefined || couponId === null)
      throw invalidRequest('A discount needs a coupon or a promotion_code.', {
        code: 'parameter_missing',
        param: `${path}[${index}][coupon]`,
      })
    const coupon = redeem(world, couponId, { param: `${path}[${index}][coupon]`, currency: about.currency })
    const end =
      coupon.duration === 'repeating'
        ? addIntervals(about.start, { interval: 'month', interval_count: 1 }, coupon.duration_in_months ?? 1)
        : null
    const discount = world.create('discount', {
      checkout_session: about.checkoutSession,
      customer: about.customer,
      end,
      invoice: about.invoice,
      invoice_item: about.invoiceItem,
      promotion_code: code?.id,
      source: { type: 'coupon', coupon: coupon.id },
      start: about.start,
      subscription: about.subscription,
      subscription_item: about.subscriptionItem,
    })
    world.emit('customer.discount.created', discount)
    return discount.id
  })
}

function promotionOf(
  world: World,
  id: string,
  { about, param }: { readonly about: Discounted; readonly param: string },
): ApiObjects['promotion_code'] {
  const code = world.get('promotion_code', id, param)
  const times = code.times_redeemed + 1
  if (
    !code.active ||
    (code.expires_at !== null && code.expires_at < about.start) ||
    (code.max_redemptions !== null && times > code.max_redemptions)
  )
    throw invalidRequest('This promotion code is expired or used up.', {
      code: 'promotion_code_expired',
      param,
    })
  if (code.customer !== null && code.customer !== about.customer)
    throw invalidRequest('This promotion code is for another customer.', { param })
  if (
    code.restrictions.first_time_transaction &&
    about.customer !== null &&
    world.store
      .linked('customer.invoices', about.customer)
      .some(invoice => world.find('invoice', invoice)?.status === 'paid')
  )
    throw invalidRequest('This promotion code is for first-time customers only.', {
      code: 'customer_has_prior_transactions',
      param,
    })
  checkMinimum(code, about.bought, param)
  return world.change('promotion_code', id, { times_redeemed: times })
}

/** A code may ask for a purchase of at least so much. */
export function checkMinimum(
  { restrictions }: ApiObjects['promotion_code'],
  { subtotal, currency }: Discounted['bought'],
  param: string,
): void {
  const { minimum_amount: own, minimum_amount_currency: first, currency_options: others } = restrictions
  if (own === null) return
  const minimum = currency === first ? own : others?.[currency]?.minimum_amount
  if (minimum !== undefined && subtotal >= minimum) return
  const wanted = minimum === undefined ? shown(own, first ?? '') : shown(minimum, currency)
  throw invalidRequest(
    `This promotion code cannot be redeemed because the minimum amount of ${wanted} is not met.`,
    { code: 'promotion_code_minimum_amount_not_met', param },
  )
}

/** Whether a discount still counts at a time. */
export function applies(world: World, id: string, at: number): boolean {
  const discount = world.find('discount', id)
  return discount !== undefined && (discount.end === null || discount.end > at)
}

/**
 * Takes discounts off lines, one after the other: first each line's own, then the invoice's. A line that came with what
 * was taken off it keeps that.
 */
export function discountLines(
  world: World,
  lines: readonly Line[],
  discounts: readonly string[],
): readonly Line[] {
  const own = lines.map(line =>
    line.discounts.length === 0 || (line.discount_amounts ?? []).length > 0
      ? line
      : discountedLine(world, line),
  )
  return discounts.reduce<readonly Line[]>((discounted, id) => discountOnce(world, discounted, id), own)
}

const discountedLine = (world: World, line: Line): Line =>
  line.discounts.reduce<Line>((left, id) => discountOnce(world, [left], id)[0] ?? left, line)

/** What a line's own discounts took off it, minor units; those of its invoice left aside. */
export const ownOff = ({ discount_amounts: parts, discounts }: Line): number =>
  discounts.length === 0
    ? 0
    : (parts ?? []).reduce(
        (sum, { amount, discount }) => (discounts.includes(discount) ? sum + amount : sum),
        0,
      )

const net = (line: Line) =>
  line.amount - (line.discount_amounts ?? []).reduce((sum, part) => sum + part.amount, 0)

function discountOnce(world: World, lines: readonly Line[], id: string): readonly Line[] {
  const coupon = couponBehind(world, id, lines[0]?.currency ?? '')
  if (coupon === undefined) return lines
  const products = coupon.applies_to?.products
  const weights = lines.map(line => {
    const product = line.pricing?.price_details?.product ?? ''
    return line.discountable && (products === undefined || products.includes(product))
      ? Math.max(0, net(line))
      : 0
  })
  const shares = couponShares(coupon, weights)
  return lines.map((line, index) => {
    const amount = shares[index] ?? 0
    if ((weights[index] ?? 0) === 0) return line
    return { ...line, discount_amounts: [...(line.discount_amounts ?? []), { amount, discount: id }] }
  })
}

/** What a coupon takes off each of several amounts. */
export function couponShares(coupon: ApiObjects['coupon'], weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const total = Math.min(whole, coupon.amount_off ?? percentOf(whole, coupon.percent_off ?? 0))
  return allocate(total, weights)
}

/** The coupon that is named, or behind a named promotion code, not yet redeemed. */
export function couponOfCode(
  world: World,
  asked: { readonly coupon?: string; readonly promotion_code?: string },
  path: string,
): ApiObjects['coupon'] {
  const code =
    asked.promotion_code === undefined
      ? undefined
      : world.get('promotion_code', asked.promotion_code, `${path}[promotion_code]`)
  if (code?.active === false)
    throw invalidRequest('This promotion code is expired or used up.', {
      code: 'promotion_code_expired',
      param: `${path}[promotion_code]`,
    })
  const coupon = world.get('coupon', code?.promotion.coupon ?? asked.coupon ?? '', `${path}[coupon]`)
  if (!coupon.valid)
    throw invalidRequest(`Coupon expired: ${coupon.id}`, { code: 'coupon_expired', param: path })
  return coupon
}

/** A percentage with up to two places of a whole amount, rounded half up. */
function percentOf(amount: number, percent: number): number {
  const hundredths = BigInt(Math.round(percent * 100))
  return Number((BigInt(amount) * hundredths + 5000n) / 10_000n)
}

/** What each discount took off, over all lines. */
export function discountTotals(
  lines: readonly Line[],
): { readonly amount: number; readonly discount: string }[] {
  const totals = new Map<string, number>()
  for (const line of lines)
    for (const part of line.discount_amounts ?? [])
      totals.set(part.discount, (totals.get(part.discount) ?? 0) + part.amount)
  return [...totals].map(([discount, amount]) => ({ amount, discount }))
}

/** The discounts that go on after an invoice in a currency: those for once are used up. */
export function remaining(
  world: World,
  discounts: readonly string[],
  { at, currency }: { readonly at: number; readonly currency: string },
): string[] {
  return discounts.filter(id => {
    const coupon = couponBehind(world, id, currency)
    return coupon !== undefined && coupon.duration !== 'once' && applies(world, id, at)
  })
}

/** Tells that discounts are taken off: those there were, but not the ones that stay. */
export function dropDiscounts(world: World, before: readonly string[], kept: readonly string[]): void {
  for (const id of before)
    if (!kept.includes(id)) world.emit('customer.discount.deleted', deletedDiscount(world, id))
}

/** Where there is none to be taken off: in the words that Stripe was seen to use. */
export const noDiscount = (from: string) =>
  new ApiError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No active discount for ${from}`,
  })

/** A discount that is no more. */
export function deletedDiscount(world: World, id: string) {
  const { end: _end, ...discount } = world.get('discount', id)
  return { ...discount, deleted: true as const }
}
