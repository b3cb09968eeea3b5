import { invariant, wholeUnits } from './invariant.ts'

/** Lower-case ISO 4217 code; the list of supported ones is `CURRENCIES` in facts. */
export type Currency = string

/** An amount in whole minor units of its currency (cents, yen, fils). Never a float, never without its currency. */
export type Money = { readonly amount: number; readonly currency: Currency }

/** Money of `amount` minor units; throws when the amount is not a safe integer. @throws AmountTooLarge */
export const money = (amount: number, currency: Currency): Money => {
  wholeUnits(amount)
  return { amount, currency }
}

const sameCurrency = (a: Money, b: Money) =>
  invariant(a.currency === b.currency, `cannot mix ${a.currency} and ${b.currency}`)

/** Sum of two amounts of one currency; mixed currencies throw. */
export const add = (a: Money, b: Money): Money => {
  sameCurrency(a, b)
  return money(a.amount + b.amount, a.currency)
}

/** Difference of two amounts of one currency; mixed currencies throw. */
export const subtract = (a: Money, b: Money): Money => {
  sameCurrency(a, b)
  return money(a.amount - b.amount, a.currency)
}

/** Sum of many amounts of one currency; zero of `currency` when there are none. */
export const sum = (amounts: readonly Money[], currency: Currency): Money =>
  amounts.reduce(add, money(0, currency))
