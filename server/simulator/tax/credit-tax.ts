import type { ApiObjects } from '../core/stripe-types.ts'

type Line = ApiObjects['line_item']
type Tax = NonNullable<Line['taxes']>[number]
/** Taxes of a line, or of several. */
export type Taxes = readonly Tax[]

/** A share of taxes, rounded half up: as much of each as `part` is of `whole`. */
function partOfTaxes(taxes: Taxes, part: number, whole: number): Taxes {
  if (whole === 0) return []
  const share = (amount: number) =>
    Number((BigInt(amount) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
  return taxes.map(tax => ({
    ...tax,
    amount: share(tax.amount),
    taxable_amount: tax.taxable_amount === null ? null : share(tax.taxable_amount),
  }))
}

/** The sum of taxes inside amounts, or of those on top. */
export const taxSum = (taxes: Taxes | null, behavior: 'inclusive' | 'exclusive'): number =>
  (taxes ?? []).filter(tax => tax.tax_behavior === behavior).reduce((sum, tax) => sum + tax.amount, 0)

/** A credit of an invoice's line: what is credited without the tax on top, and the taxes that go with it. */
export type Credited = { readonly amount: number; readonly taxes: Taxes }

/**
 * Credits an amount of a line. Where tax was worked out automatically, what is asked for is without any tax; otherwise
 * it is the line's own amount, with the tax that is inside it.
 */
export function creditOf(
  line: Line,
  { asked, net, exclusive }: { readonly asked: number; readonly net: number; readonly exclusive: boolean },
): Credited {
  const inside = taxSum(line.taxes, 'inclusive')
  const whole = exclusive ? net - inside : net
  const taxes = partOfTaxes(line.taxes ?? [], asked, whole)
  return { amount: asked + (exclusive ? taxSum(taxes, 'inclusive') : 0), taxes }
}

/** Credits an amount of a whole invoice, tax included. */
export function creditOfWhole(invoice: ApiObjects['invoice'], amount: number): Credited {
  const taxes = partOfTaxes(invoice.total_taxes ?? [], amount, invoice.total)
  return { amount: amount - taxSum(taxes, 'exclusive'), taxes }
}

/** The taxes of all lines, by rate and behaviour. */
export function gatherTaxes(lines: readonly { readonly taxes: Taxes | null }[]): Taxes {
  const totals = new Map<string, Tax>()
  for (const tax of lines.flatMap(line => line.taxes ?? [])) {
    const key = `${tax.tax_rate_details?.tax_rate} ${tax.tax_behavior} ${tax.taxability_reason}`
    const sum = totals.get(key)
    totals.set(key, {
      ...tax,
      amount: tax.amount + (sum?.amount ?? 0),
      taxable_amount: (tax.taxable_amount ?? 0) + (sum?.taxable_amount ?? 0),
    })
  }
  return [...totals.values()]
}
