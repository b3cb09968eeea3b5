import { CURRENCIES } from '#shared/facts/currencies.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'

type Price = ApiObjects['price']
type PriceParams = EndpointParams<'POST /v1/prices'>

/** Lower-cases a currency and refuses one that Stripe does not take. */
export function checkCurrency(currency: string, param = 'currency'): string {
  const code = currency.toLowerCase()
  if (!CURRENCIES.has(code))
    throw invalidRequest(
      `Invalid currency: ${code}. Stripe currently supports these currencies: ${[...CURRENCIES.keys()].join(', ')}`,
      { param },
    )
  return code
}

type UnitAmounts = Pick<PriceParams, 'unit_amount' | 'unit_amount_decimal'>

/** What one costs, as a whole number where it is one. */
export function amountsOf(params: UnitAmounts): Pick<Price, 'unit_amount' | 'unit_amount_decimal'> {
  if (params.unit_amount !== undefined && params.unit_amount_decimal !== undefined)
    throw invalidRequest('You may only specify one of these parameters: unit_amount, unit_amount_decimal.', {
      param: 'unit_amount',
    })
  if (params.unit_amount !== undefined)
    return { unit_amount: params.unit_amount, unit_amount_decimal: String(params.unit_amount) }
  if (params.unit_amount_decimal === undefined) return { unit_amount: null, unit_amount_decimal: null }
  const exact = Number(params.unit_amount_decimal)
  return {
    unit_amount: Number.isInteger(exact) ? exact : null,
    unit_amount_decimal: params.unit_amount_decimal,
  }
}

type CustomAmount = NonNullable<PriceParams['custom_unit_amount']>

const NOT_WITH_CUSTOM = [
  'unit_amount',
  'unit_amount_decimal',
  'tiers',
  'transform_quantity',
  'recurring',
] as const

const refuseCustom = (message: string, name = '') =>
  invalidRequest(message, { param: `custom_unit_amount${name}` })

/** An amount that the customer is to choose: its limits, within what can be charged. */
export function customAmountOf(params: PriceParams, given: CustomAmount): Given<Price['custom_unit_amount']> {
  const other = NOT_WITH_CUSTOM.find(name => params[name] !== undefined)
  if (!given.enabled)
    throw refuseCustom('Pass in true to enable custom_unit_amount, otherwise omit it.', '[enabled]')
  if (other !== undefined)
    throw refuseCustom(`You may only specify one of these parameters: custom_unit_amount, ${other}.`)
  checkCustomLimits(given, CURRENCIES.get(params.currency.toLowerCase())?.minimumCharge ?? 0)
  return { maximum: given.maximum, minimum: given.minimum, preset: given.preset }
}

/** The limits must leave something to choose, and all of it must be chargeable. */
export function checkCustomLimits({ minimum, maximum, preset }: CustomAmount, charged: number): void {
  const least = minimum ?? charged
  const most = maximum ?? LIMITS.maximumAmount
  if (least < charged) throw refuseCustom(`The minimum amount must be at least ${charged}.`, '[minimum]')
  if (most < least)
    throw refuseCustom('The maximum amount must not be less than the minimum amount.', '[maximum]')
  if (preset !== undefined && (preset < least || preset > most))
    throw refuseCustom('The preset amount must lie between the minimum and the maximum amount.', '[preset]')
}

type TierGiven = NonNullable<PriceParams['tiers']>[number]

/** Steps of a tiered price, as they are kept. */
export const tiersOf = (tiers: readonly TierGiven[]): NonNullable<Price['tiers']> =>
  tiers.map(tier => ({
    flat_amount: tier.flat_amount ?? null,
    flat_amount_decimal:
      tier.flat_amount_decimal ?? (tier.flat_amount === undefined ? null : String(tier.flat_amount)),
    unit_amount: tier.unit_amount ?? null,
    unit_amount_decimal:
      tier.unit_amount_decimal ?? (tier.unit_amount === undefined ? null : String(tier.unit_amount)),
    up_to: tier.up_to === 'inf' ? null : tier.up_to,
  }))
