import { SHIPPING_TAX_CODE } from '#shared/facts/tax-codes.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { type Automatic, type Levy, leviesOn, sumOf } from './levy.ts'

/** What shipping costs, as invoices, their credit notes and checkout sessions show it. */
export type ShippingCost = NonNullable<ApiObjects['invoice']['shipping_cost']>

/** Taxes shipping by the table; rates that a request names are for what is sold, not for its shipping. */
export function taxShipping(
  world: World,
  cost: ShippingCost | null,
  { automatic, currency }: { readonly automatic: Automatic | null; readonly currency: string },
): { readonly cost: ShippingCost | null; readonly levies: readonly Levy[] } {
  if (cost === null || cost.shipping_rate === null) return { cost, levies: [] }
  const rate = world.get('shipping_rate', cost.shipping_rate)
  const sold = {
    amount: cost.amount_subtotal,
    behavior: rate.tax_behavior,
    code: rate.tax_code ?? SHIPPING_TAX_CODE,
    currency,
  }
  const levies = leviesOn(world, sold, { rates: [], automatic })
  const onTop = sumOf(levies, false)
  return {
    cost: {
      ...cost,
      amount_tax: onTop + sumOf(levies, true),
      amount_total: cost.amount_subtotal + onTop,
      taxes: levies.flatMap(({ amount, rate: taxRate, reason, taxable }) =>
        taxRate === null
          ? []
          : [{ amount, rate: taxRate, taxability_reason: reason, taxable_amount: taxable }],
      ),
    },
    levies,
  }
}
