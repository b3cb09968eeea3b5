/**
 * Stripe's published US fees as data. Fee of a line = round half up (amount x percent) + fixed, then min or cap;
 * all parts of one charge are added exactly and rounded once. Source and date stand in `FEE_TABLE`.
 */

/** One published fee. Amounts are minor units of the table's currency; percentages are basis points. */
export type FeeFact = {
  readonly id: string
  /** Percentage in basis points (2.9 % = 290). */
  readonly percentBps?: number
  readonly fixed?: number
  readonly cap?: number
  readonly min?: number
  /** The fee comes on top of this other one. */
  readonly addsTo?: string
  /** Charged per this unit, where it is not per charge. */
  readonly per?: string
  /** Basis points of what a won dispute returned. */
  readonly percentOfWonBps?: number
  readonly replaces?: string
  readonly returnedOnWin?: boolean
  readonly originalFeeReturned?: boolean
  /** What the fee is taken from, in words. */
  readonly on?: string
  /** p = stripe.com/pricing as transcribed on the table's date; s = secondary sources of 2026; u = not checked. */
  readonly confidence: 'p' | 's' | 'u'
}

/** The fee table of one country, with the day on which it was transcribed. */
export type FeeTable = {
  readonly asOf: string
  readonly country: string
  readonly currency: string
  readonly source: string
  readonly fees: readonly FeeFact[]
}

/** US list prices. Editable data: what an account pays in truth stands in its own contract. */
export const FEE_TABLE: FeeTable = {
  asOf: '2026-09-20',
  country: 'US',
  currency: 'usd',
  source: 'https://stripe.com/pricing',
  fees: [
    { id: 'card', percentBps: 290, fixed: 30, confidence: 'p' },
    { id: 'card_manual_entry', percentBps: 50, addsTo: 'card', confidence: 'p' },
    { id: 'card_international', percentBps: 150, addsTo: 'card', confidence: 'p' },
    { id: 'currency_conversion', percentBps: 100, addsTo: 'card', confidence: 'p' },
    { id: 'terminal', percentBps: 270, fixed: 5, confidence: 'p' },
    { id: 'ach_debit', percentBps: 80, cap: 500, confidence: 'p' },
    { id: 'link_instant_bank', percentBps: 260, fixed: 30, confidence: 'p' },
    { id: 'klarna', percentBps: 599, fixed: 30, confidence: 'p' },
    { id: 'stablecoin', percentBps: 150, confidence: 'p' },
    { id: 'dispute_received', fixed: 1500, returnedOnWin: false, confidence: 'p' },
    { id: 'dispute_countered', fixed: 1500, returnedOnWin: true, confidence: 's' },
    { id: 'smart_disputes', percentOfWonBps: 3000, replaces: 'dispute_countered', confidence: 'p' },
    { id: 'radar', fixed: 5, per: 'screened transaction', confidence: 'p' },
    { id: '3ds_standalone', fixed: 12, confidence: 'p' },
    { id: 'billing_payg', percentBps: 70, on: 'billing volume, not one-off invoices', confidence: 'p' },
    { id: 'invoicing_starter', percentBps: 40, on: 'paid one-off invoice', confidence: 'p' },
    { id: 'post_payment_invoice', percentBps: 40, cap: 200, confidence: 'p' },
    { id: 'tax_nocode', percentBps: 50, on: 'transactions where registered', confidence: 'p' },
    { id: 'tax_api', fixed: 50, per: '10 calculations, then 5 each', confidence: 'p' },
    { id: 'managed_payments', percentBps: 350, addsTo: 'card', confidence: 'p' },
    { id: 'instant_payout', percentBps: 150, min: 50, confidence: 'p' },
    { id: 'connect_active_account', fixed: 200, per: 'account paid out in the month', confidence: 's' },
    { id: 'connect_payout', percentBps: 25, fixed: 25, per: 'payout', confidence: 's' },
    { id: 'connect_cross_border', percentBps: 25, confidence: 'u' },
    { id: 'refund', fixed: 0, originalFeeReturned: false, confidence: 'u' },
  ],
}

/** The published fee with this id; null when the table has none. */
export const feeFact = (id: string): FeeFact | null => FEE_TABLE.fees.find(fee => fee.id === id) ?? null
