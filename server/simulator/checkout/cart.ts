import { LIMITS } from '#shared/facts/limits.ts'
import { couponShares } from '../billing/discounts.ts'
import { amountFor } from '../billing/lines.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { couponIn } from '../resources/coupon-currencies.ts'
import { currencyFor, priceIn } from '../resources/currency-options.ts'
import { createPrice } from '../resources/prices.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import { taxLineBy } from '../tax/levy.ts'
import { startingAmount } from './custom-amount.ts'

type Price = ApiObjects['price']
type Item = ApiObjects['item']
type Given = NonNullable<EndpointParams<'POST /v1/checkout/sessions'>['line_items']>

/** A line of what a customer is to pay, minor units. */
export type CartLine = {
  readonly price: Price
  readonly quantity: number
  readonly subtotal: number
  readonly discount: number
  readonly rates: readonly ApiObjects['tax_rate'][]
  readonly metadata: Item['metadata']
  readonly adjustable: Item['adjustable_quantity']
}

/** What a checkout session or a payment link sells. */
export type Cart = {
  readonly lines: readonly CartLine[]
  readonly currency: string
  readonly subtotal: number
  readonly discount: number
}

type Asked = {
  readonly mode: 'payment' | 'setup' | 'subscription'
  readonly given: Given
  readonly coupon: ApiObjects['coupon'] | undefined
  readonly currency: string | undefined
  /** The currency of who is known to buy. */
  readonly customer?: string | null | undefined
}

/** Prices what is sold and takes a coupon off. */
export function cartOf(world: World, { mode, given, coupon: named, currency: asked, customer }: Asked): Cart {
  if (given.length === 0) throw missingParam('line_items')
  const prices = given.map((line, index) => priceOf(world, line, index))
  const currency = currencyFor(world, prices, { asked, customer })
  const lines = prices.map((own, index) => {
    const line = given[index] ?? {}
    const price = priceIn(world, own, { currency, param: `line_items[${index}][price]` })
    const { quantity = 1 } = line
    const subtotal = lineAmount(price, quantity)
    const rates = taxRatesOf(world, line.tax_rates, `line_items[${index}][tax_rates]`)
    const metadata = line.metadata === undefined ? null : mergeMetadata(null, line.metadata)
    const adjustable = line.adjustable_quantity === undefined ? null : adjustableOf(line.adjustable_quantity)
    return { price, quantity, subtotal, rates, metadata, adjustable }
  })
  checkCustom(lines, named)
  checkLines(lines, mode)
  const coupon = named && couponIn(world, named, { currency, param: 'discounts[0][coupon]' })
  const products = coupon?.applies_to?.products
  const weights = lines.map(({ price, subtotal }) =>
    products === undefined || products.includes(price.product) ? subtotal : 0,
  )
  const shares = coupon === undefined ? [] : couponShares(coupon, weights)
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)
  return {
    lines: lines.map((line, index) => ({ ...line, discount: shares[index] ?? 0 })),
    currency,
    subtotal: sum(lines.map(line => line.subtotal)),
    discount: sum(shares),
  }
}

/** What a line costs before anything is taken off, minor units. */
export const lineAmount = (price: Price, quantity: number): number =>
  price.custom_unit_amount === null ? amountFor(price, quantity) : startingAmount(price)

type Adjustable = NonNullable<Given[number]['adjustable_quantity']>

/** Whether, and within which bounds, a customer may change how many they buy. */
export const adjustableOf = ({ enabled, maximum, minimum }: Adjustable): Item['adjustable_quantity'] => ({
  enabled,
  maximum: maximum ?? (enabled ? 99 : null),
  minimum: minimum ?? (enabled ? 0 : null),
})

function priceOf(world: World, line: Given[number], index: number): Price {
  const at = `line_items[${index}]`
  if (line.price_data !== undefined) return createPrice(world, line.price_data)
  if (line.price === undefined) throw missingParam(`${at}[price]`)
  const price = world.get('price', line.price, `${at}[price]`)
  if (!price.active)
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param: `${at}[price]`,
    })
  return price
}

/** An amount that the customer names stands alone: one of it, and nothing taken off. */
function checkCustom(
  lines: readonly { readonly price: Price; readonly quantity: number }[],
  coupon: ApiObjects['coupon'] | undefined,
): void {
  const custom = lines.find(({ price }) => price.custom_unit_amount !== null)
  if (custom === undefined) return
  const refuse = (message: string, param: string) => invalidRequest(message, { param })
  if (lines.length > 1)
    throw refuse('A price with custom_unit_amount must be the only line item.', 'line_items')
  if (custom.quantity !== 1)
    throw refuse('A price with custom_unit_amount must have a quantity of 1.', 'line_items[0][quantity]')
  if (coupon !== undefined)
    throw refuse('Discounts cannot be used with custom_unit_amount prices.', 'discounts')
}

function checkLines(lines: readonly { readonly price: Price }[], mode: Asked['mode']): void {
  const recurring = lines.filter(({ price }) => price.recurring !== null)
  if (mode === 'payment' && recurring.length > 0)
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      { param: 'line_items' },
    )
  if (mode === 'subscription' && recurring.length === 0)
    throw invalidRequest(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      { param: 'line_items' },
    )
  const limit =
    mode === 'subscription'
      ? LIMITS.checkout.recurringLines + LIMITS.checkout.oneTimeLines
      : LIMITS.checkout.paymentLines
  if (lines.length > limit)
    throw invalidRequest(`line_items may have up to ${limit} entries in ${mode} mode.`, {
      param: 'line_items',
    })
}

/** Writes the lines down, tied to the session or link that sells them. */
export function keepLines(world: World, owner: string, cart: Cart): void {
  for (const { price, quantity, subtotal, discount, rates, metadata, adjustable } of cart.lines) {
    const item = world.create('item', {
      adjustable_quantity: adjustable,
      amount_discount: discount,
      amount_subtotal: subtotal,
      amount_tax: 0,
      amount_total: subtotal - discount,
      currency: cart.currency,
      description: world.find('product', price.product)?.name,
      metadata,
      price: world.get('price', price.id),
      quantity,
    })
    world.store.link('checkout.items', owner, item.id)
    if (rates.length > 0) taxLineBy(world, item.id, { rates })
  }
}
