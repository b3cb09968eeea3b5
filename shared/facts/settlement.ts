import { COUNTRIES, EEA_COUNTRIES } from './countries.ts'

/**
 * Countries whose accounts may settle in further currencies, and Canada, whose accounts may in two. Which currencies
 * those are differs by region and account. Source: https://docs.stripe.com/payouts/multicurrency-settlement and
 * https://docs.stripe.com/connect/multicurrency-settlement, lists of regions read 2026-11-23; Canada is from practice.
 */
const SEVERAL: ReadonlySet<string> = new Set([
  ...EEA_COUNTRIES,
  'GB',
  'CH',
  'US',
  'AU',
  'HK',
  'SG',
  'AE',
  'CA',
])

/**
 * Whether an account of a country may settle in a currency, as far as that is known for sure: where several are
 * possible, any passes; elsewhere only the country's own.
 */
export const settlesIn = (country: string, currency: string): boolean =>
  COUNTRIES.get(country)?.currency === currency || SEVERAL.has(country)
