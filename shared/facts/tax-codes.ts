import type { TaxedKind } from './tax-table.ts'

/** Product tax codes for what no narrower code fits; each takes the standard rate of a jurisdiction. Source: https://docs.stripe.com/tax/tax-codes, read 2026-11-23. */
export const GENERAL_TAX_CODES = [
  { code: 'txcd_10000000', name: 'electronically supplied services', kind: 'digital' },
  { code: 'txcd_20030000', name: 'services', kind: 'services' },
  { code: 'txcd_99999999', name: 'tangible goods', kind: 'goods' },
] as const satisfies readonly { code: string; name: string; kind: TaxedKind }[]

/** Code of shipping, and of what is never taxed. Source: as above. */
export const SHIPPING_TAX_CODE = 'txcd_92010001'
export const NONTAXABLE_TAX_CODE = 'txcd_00000000'
