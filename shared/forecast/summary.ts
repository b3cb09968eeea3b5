import { type Account, type Balances, balances } from '#shared/money/posting.ts'
import type { Forecast } from './ledger.ts'

/** What a forecast comes to, by currency in minor units. */
export type ForecastSummary = {
  readonly balances: Balances
  /** Fees taken out of payments. */
  readonly fees: Readonly<Record<string, number>>
  /** Costs that Stripe bills apart. */
  readonly billed: Readonly<Record<string, number>>
  /** Tax that the platform collected and owes. */
  readonly owed: Readonly<Record<string, number>>
  /** What lies with the platform at the end and waits to be sent to providers. */
  readonly waiting: Readonly<Record<string, number>>
  /** What stays on the platform after fees, after what is billed apart, after tax, and without what waits for others. */
  readonly margin: Readonly<Record<string, number>>
}

/** What postings take out of an account, by currency. */
const paidFrom = (entries: Forecast['owed'], account: Account): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(balances(entries)[account] ?? {}).map(([currency, amount]) => [currency, -amount]),
  )

/** Balances, fees and margin of a forecast: folds over its entries. */
export const summarise = (forecast: Forecast): ForecastSummary => {
  const held = balances(forecast.entries)
  const billed = balances(forecast.billed)['fees:stripe'] ?? {}
  const owed = paidFrom(forecast.owed, 'bank:platform')
  const waiting = paidFrom(forecast.waiting, 'balance:platform')
  const kept = held['balance:platform'] ?? {}
  const margin = Object.fromEntries(
    Object.entries(kept).map(([currency, amount]) => [
      currency,
      amount - (billed[currency] ?? 0) - (owed[currency] ?? 0) - (waiting[currency] ?? 0),
    ]),
  )
  return { balances: held, fees: held['fees:stripe'] ?? {}, billed, owed, waiting, margin }
}
