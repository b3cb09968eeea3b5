import { TAX_PLACES, type TaxPlace, VAT_AREA } from '#shared/facts/tax-table.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { kindOfCode } from '../resources/tax-codes.ts'
import { collectsIn } from '../resources/tax-registrations.ts'
import { taxSettingsOf } from './tax-settings.ts'

type TaxRate = ApiObjects['tax_rate']
type Address = NonNullable<ApiObjects['customer']['address']>

/** Who buys, as far as tax is concerned. */
export type Buyer = {
  readonly address: Address | null
  readonly exempt: string
  readonly taxIds: readonly { readonly type: string; readonly value: string }[]
}

/** What is sold: minor units after discounts, whether tax is inside, and the product's tax code. */
export type Sold = {
  readonly amount: number
  readonly behavior: string | null
  readonly code: string | null
  readonly currency: string
}

export type Reason = ApiObjects['invoice']['total_taxes'] extends readonly (infer T)[] | null
  ? T extends { readonly taxability_reason: infer R }
    ? R
    : never
  : never

/** What is to be taken of a sale: a rate, or why nothing. */
export type Verdict = {
  /** Of 0 percent where nothing is taken; null outside of the table's places. */
  readonly rate: TaxRate | null
  readonly inclusive: boolean
  readonly reason: Reason
}

/** Whether an address says enough: the country, and in the United States a postal code. */
export const isLocated = (address: Address | null): address is Address =>
  Boolean(address?.country) && (address?.country !== 'US' || Boolean(address.postal_code))

/** A place of the table; null where nothing is known, so that nobody can be registered there. */
const placeOf = ({ country, state }: Address): TaxPlace | null =>
  TAX_PLACES.find(
    place => place.country === country && (place.state ?? null) === (country === 'US' ? state : null),
  ) ?? null

/** Whether an account collects tax from customers at an address. */
export function collectsFrom(world: World, address: Address): boolean {
  const place = placeOf(address)
  return place !== null && collectsIn(world, place)
}

/** Whether tax is inside the amount: the price says so, else the account's settings. */
function isInclusive({ behavior, currency }: Sold, preset: string | null): boolean {
  const said = behavior === null || behavior === 'unspecified' ? preset : behavior
  if (said === 'inferred_by_currency') return currency !== 'usd' && currency !== 'cad'
  if (said !== null) return said === 'inclusive'
  throw invalidRequest(
    'You must specify `tax_behavior` on every price, or a default in your tax settings, when automatic tax is enabled.',
    { code: 'taxes_calculation_failed', param: 'automatic_tax[enabled]' },
  )
}

/** A business in the VAT area that buys from another country, or any customer so marked, owes the tax itself. */
function isReverse(buyer: Buyer, place: TaxPlace, home: string | null | undefined): boolean {
  if (buyer.exempt === 'reverse') return true
  const hasId = buyer.taxIds.some(({ type }) => type === 'eu_vat')
  return hasId && VAT_AREA.has(place.country) && place.country !== home
}

/** Why tax is taken of a sale, or not. Source: docs.stripe.com/tax/zero-tax. */
function reasonFor(
  world: World,
  buyer: Buyer,
  { place, code }: { readonly place: TaxPlace | null; readonly code: string },
): Reason {
  if (place === null || !collectsIn(world, place)) return 'not_collecting'
  if (buyer.exempt === 'exempt') return 'customer_exempt'
  const kind = kindOfCode(code)
  if (kind === 'nontaxable') return 'not_collecting'
  if (isReverse(buyer, place, taxSettingsOf(world).headOffice?.country)) return 'reverse_charge'
  return place.taxes.includes(kind) ? 'standard_rated' : 'product_exempt'
}

/** Decides on one sale by the table, the registrations of the account that owes the tax, and the buyer. */
export function verdictOn(
  world: World,
  { owing, buyer }: { readonly owing: World; readonly buyer: Buyer },
  sold: Sold,
): Verdict {
  const settings = taxSettingsOf(owing)
  const inclusive = isInclusive(sold, settings.behavior)
  const place = buyer.address === null ? null : placeOf(buyer.address)
  const reason = reasonFor(owing, buyer, { place, code: sold.code ?? settings.code })
  const taken = place !== null && reason !== 'standard_rated' ? { ...place, percent: '0' } : place
  return { rate: taken === null ? null : rateFor(world, taken, inclusive), inclusive, reason }
}

/** The tax rate object of a place: made once, archived at once, as Stripe does with rates of its own. */
function rateFor(world: World, place: TaxPlace, inclusive: boolean): TaxRate {
  const key = `${world.account}:${place.country}:${place.state ?? ''}:${place.percent}:${inclusive}`
  const [known] = world.store.linked('tax.places', key)
  const found = known === undefined ? undefined : world.find('tax_rate', known)
  if (found !== undefined) return found
  const rate = world.create('tax_rate', {
    active: false,
    country: place.country,
    created: world.now,
    description: `${place.name} ${place.place}`,
    display_name: place.name,
    effective_percentage: Number(place.percent),
    inclusive,
    jurisdiction: place.state === undefined ? place.country : place.place,
    jurisdiction_level: place.state === undefined ? 'country' : 'state',
    metadata: {},
    percentage: Number(place.percent),
    rate_type: 'percentage',
    state: place.state,
    tax_type: place.type,
  })
  world.store.link('tax.places', key, rate.id)
  return rate
}
