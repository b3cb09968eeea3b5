import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { taxIdsOf } from '../resources/tax-ids.ts'
import { type Buyer, type Reason, type Sold, verdictOn } from './automatic.ts'
import { millionthsOf, taxesOn } from './share-tax.ts'

type TaxRate = ApiObjects['tax_rate']

/** One tax of one line. */
export type Levy = {
  readonly amount: number
  readonly inclusive: boolean
  readonly rate: TaxRate | null
  readonly reason: Reason
  readonly taxable: number
}

/** Tax worked out by the table: for whom, and who owes it. */
export type Automatic = { readonly owing: World; readonly buyer: Buyer }

/** The account that owes the tax: the one at work, or the connected one that is named. */
export const owingOf = (
  world: World,
  liability: { readonly type: string; readonly account?: string | undefined } | null | undefined,
): World =>
  liability?.type === 'account' && liability.account !== undefined ? world.on(liability.account) : world

type Address = NonNullable<Buyer['address']>
type Located = { readonly address: Address; readonly source: Source } | null
type Source = NonNullable<NonNullable<ApiObjects['customer']['tax']>['location']>['source']

/**
 * Where a customer is for tax: shipped to, else billed at, else where a payment method is billed, the more specific
 * ones before the customer's own. An address that is there counts, good enough or not.
 * Source: docs.stripe.com/tax/customer-locations.
 */
export function locationOf(
  world: World,
  { shipping, address, invoice_settings: settings }: ApiObjects['customer'],
  methods: readonly (string | null)[] = [],
): Located {
  if (shipping?.address) return { address: shipping.address, source: 'shipping_destination' }
  if (address) return { address, source: 'billing_address' }
  for (const id of [...methods, settings.default_payment_method]) {
    const billed = id === null ? undefined : world.find('payment_method', id)?.billing_details.address
    if (billed?.country) return { address: billed, source: 'payment_method' }
  }
  return null
}

/** A customer as a buyer. */
export const buyerOf = (
  world: World,
  customer: ApiObjects['customer'],
  methods?: readonly (string | null)[],
): Buyer => ({
  address: locationOf(world, customer, methods)?.address ?? null,
  exempt: customer.tax_exempt ?? 'none',
  taxIds: taxIdsOf(world, customer.id),
})

/** The payment methods of an invoice and of its subscription, which tell where its customer is. */
export function methodsBehind(world: World, invoice: ApiObjects['invoice']): readonly (string | null)[] {
  const id = invoice.parent?.subscription_details?.subscription
  const subscription = id === undefined ? undefined : world.find('subscription', id)
  return [invoice.default_payment_method, subscription?.default_payment_method ?? null]
}

/** The taxes of one line: by rates that it names, else by the table, else none. */
export function leviesOn(
  world: World,
  sold: Sold,
  how: { readonly rates: readonly TaxRate[]; readonly automatic: Automatic | null },
): readonly Levy[] {
  if (how.rates.length > 0) return byRates(sold.amount, how.rates, 'not_available')
  if (how.automatic === null) return []
  const { rate, inclusive, reason } = verdictOn(world, how.automatic, sold)
  if (rate !== null && reason === 'standard_rated') return byRates(sold.amount, [rate], reason)
  return [{ amount: 0, inclusive, rate, reason, taxable: 0 }]
}

function byRates(amount: number, rates: readonly TaxRate[], reason: Reason): readonly Levy[] {
  const parts = rates.map(({ percentage, inclusive }) => ({
    millionths: millionthsOf(percentage),
    inclusive,
  }))
  const taxes = taxesOn(amount, parts)
  const included = taxes.reduce((sum, tax, index) => sum + (rates[index]?.inclusive ? tax : 0), 0)
  return rates.map((rate, index) => ({
    amount: taxes[index] ?? 0,
    inclusive: rate.inclusive,
    rate,
    reason,
    taxable: amount - included,
  }))
}

/** The sum of the taxes inside an amount, or of those on top. */
export const sumOf = (levies: readonly Levy[], inclusive: boolean): number =>
  levies.filter(levy => levy.inclusive === inclusive).reduce((sum, levy) => sum + levy.amount, 0)

/** Notes how a line or an invoice item is taxed where neither it nor its price tells. */
export function taxLineBy(
  world: World,
  id: string,
  how: {
    readonly rates?: readonly TaxRate[]
    readonly behavior?: string | null | undefined
    readonly code?: string | null | undefined
  },
): void {
  const { rates = [], behavior = null, code = null } = how
  world.hide('hidden.line_tax', { id, behavior, code, rates: rates.map(rate => rate.id) })
}
