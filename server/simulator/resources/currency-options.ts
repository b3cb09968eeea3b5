import { CURRENCIES } from '#shared/facts/currencies.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { amountsOf, checkCurrency, checkCustomLimits, tiersOf } from './price-amounts.ts'

type Price = ApiObjects['price']
type Options = NonNullable<Price['currency_options']>
type Asked = NonNullable<EndpointParams<'POST /v1/prices'>['currency_options']>

/** Writes down what a price costs in other currencies; `''` takes all of them away. */
export function keepCurrencyOptions(world: World, price: Price, asked: Asked | '' | null | undefined): void {
  if (asked === undefined) return
  const given = asked === '' || asked === null ? {} : asked
  const kept = given === asked ? optionsOf(world, price) : {}
  const added = Object.entries(given).map(([code, option]): [string, Options[string]] => [
    checkCurrency(code, `currency_options[${code}]`),
    optionOf(price, option, code),
  ])
  world.hide('hidden.price_options', { id: price.id, options: { ...kept, ...Object.fromEntries(added) } })
}

const optionsOf = (world: World, { id }: Price): Options =>
  world.store.get('hidden.price_options', id)?.row.options ?? {}

function optionOf(price: Price, given: Asked[string], code: string): Options[string] {
  checkOption(price, given, code.toLowerCase())
  const { custom_unit_amount: custom, tiers } = given
  return {
    custom_unit_amount: custom ? limitsOf(custom, code.toLowerCase()) : null,
    tax_behavior: given.tax_behavior ?? 'unspecified',
    ...(tiers === undefined ? {} : { tiers: tiersOf(tiers) }),
    ...amountsOf(given),
  }
}

/** An option is priced as its price is: by unit, in tiers, or by the customer. */
function checkOption(price: Price, given: Asked[string], currency: string): void {
  const at = `currency_options[${currency}]`
  if (currency === price.currency)
    throw invalidRequest('The default currency of a price cannot be one of its currency_options.', {
      param: at,
    })
  const needed = wayOf(price)
  const told = {
    tiers: given.tiers !== undefined,
    custom_unit_amount: given.custom_unit_amount !== undefined,
    unit_amount: (given.unit_amount ?? given.unit_amount_decimal) !== undefined,
  }
  if (!told[needed] || Object.values(told).filter(Boolean).length > 1)
    throw invalidRequest(`This price needs ${needed}, and only that, in each of its currency_options.`, {
      param: `${at}[${needed}]`,
    })
}

function wayOf(price: Price): 'tiers' | 'unit_amount' | 'custom_unit_amount' {
  if (price.billing_scheme === 'tiered') return 'tiers'
  return price.custom_unit_amount === null ? 'unit_amount' : 'custom_unit_amount'
}

function limitsOf(custom: NonNullable<Asked[string]['custom_unit_amount']>, currency: string) {
  checkCustomLimits(custom, CURRENCIES.get(currency)?.minimumCharge ?? 0)
  const { maximum = null, minimum = null, preset = null } = custom
  return { maximum, minimum, preset }
}

/** All currencies of a price, its own among them, as `expand` shows them. */
export function allOptions(world: World, id: string): Options {
  const price = world.get('price', id)
  const { currency, custom_unit_amount, tax_behavior, tiers, unit_amount, unit_amount_decimal } = price
  const own = { custom_unit_amount, tax_behavior, unit_amount, unit_amount_decimal }
  return { [currency]: tiers ? { ...own, tiers } : own, ...optionsOf(world, price) }
}

type Wanted = { readonly currency: string; readonly param: string }

/**
 * A price as it counts in a currency.
 * @throws when the price has no such currency.
 */
export function priceIn(world: World, price: Price, { currency, param }: Wanted): Price {
  if (price.currency === currency) return price
  const option = optionsOf(world, price)[currency]
  if (option === undefined)
    throw invalidRequest(
      `The price specified only supports \`${[price.currency, ...Object.keys(optionsOf(world, price))].join('`, `')}\`. This doesn't match the expected currency: \`${currency}\`.`,
      { param },
    )
  return { ...price, ...option, currency }
}

/** The currency that is asked for; else the customer's, where all prices have it; else that of the first price. */
export function currencyFor(
  world: World,
  prices: readonly Price[],
  { asked, customer }: { readonly asked: string | undefined; readonly customer: string | null | undefined },
): string {
  if (asked !== undefined) return checkCurrency(asked)
  const has = (price: Price, currency: string) =>
    price.currency === currency || optionsOf(world, price)[currency] !== undefined
  if (customer && prices.every(price => has(price, customer))) return customer
  return prices[0]?.currency ?? 'usd'
}

/** The price of an item as its subscription is charged for it. */
export const chargedPrice = (world: World, subscription: string, price: Price): Price =>
  priceIn(world, price, {
    currency: world.find('subscription', subscription)?.currency ?? price.currency,
    param: 'items',
  })
