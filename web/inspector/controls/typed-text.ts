import { CURRENCIES } from '#shared/facts/currencies.ts'
import { fromMajor, toMajor } from '#shared/money/format.ts'

/** What a typed text means: a value, nothing, or why it means nothing yet. */
export type Typed<T> = { readonly value: T } | { readonly empty: true } | { readonly wrong: string }

/** How a value is written in a control, and how what is typed there is read. */
export type Notation<T> = { write(value: T): string; read(text: string): Typed<T> }

const decimalsIn = (text: string): number => text.split('.')[1]?.length ?? 0

/** Plain decimal digits: no exponent, no hexadecimal, which `Number` would take. */
const DECIMAL = /^[−-]?\d{1,15}(\.\d*)?$/

const read = (text: string): string => text.trim().replaceAll(/[,\s]/g, '').replace('−', '-')

const tooFine = (currency: string): string => {
  const decimals = CURRENCIES.get(currency)?.decimals ?? 2
  const code = currency.toUpperCase()
  return decimals === 0
    ? `${code} has no decimals: write whole units`
    : `${code} has ${decimals} decimals: write no more digits after the point`
}

/** Amounts of a currency: minor units are kept, major units are written ("49.00" is 4900 in dollars). */
export const amounts = (currency: string): Notation<number> => ({
  write: amount => toMajor({ amount, currency }),
  read: text => {
    const digits = read(text)
    if (digits === '') return { empty: true }
    const amount = fromMajor(digits, currency)
    if (amount !== null) return { value: amount }
    return {
      wrong: DECIMAL.test(digits)
        ? tooFine(currency)
        : `Write an amount such as ${toMajor({ amount: 4900, currency })}`,
    }
  },
})

/** Whole numbers. */
export const wholeNumbers: Notation<number> = {
  write: String,
  read: text => {
    const digits = read(text)
    if (digits === '') return { empty: true }
    const value = Number(digits)
    if (!DECIMAL.test(digits) || !Number.isSafeInteger(value)) return { wrong: 'Write a whole number' }
    return { value }
  },
}

/** Percentages that are kept in basis points: 1000 is written "10.00". */
export const basisPoints: Notation<number> = {
  write: bps => (bps / 100).toFixed(2),
  read: text => {
    const digits = read(text).replace(/%$/, '')
    if (digits === '') return { empty: true }
    if (!DECIMAL.test(digits)) return { wrong: 'Write a percentage such as 10 or 12.5' }
    if (decimalsIn(digits) > 2) return { wrong: 'A percentage has at most 2 decimals here' }
    return { value: Math.round(Number(digits) * 100) }
  },
}

/** Percentages that are kept as they are written: 12.5 is 12.5 %. */
export const percentages: Notation<number> = {
  write: String,
  read: text => {
    const digits = read(text).replace(/%$/, '')
    if (digits === '') return { empty: true }
    return DECIMAL.test(digits)
      ? { value: Number(digits) }
      : { wrong: 'Write a percentage such as 10 or 12.5' }
  },
}

/** Points in time, to the minute, in UTC: "2026-01-01T00:00" in the control, "2026-01-01T00:00:00Z" in the document. */
export const moments: Notation<string> = {
  write: iso => (Number.isNaN(Date.parse(iso)) ? '' : new Date(iso).toISOString().slice(0, 16)),
  read: text => {
    if (text === '') return { value: '' }
    const parsed = Date.parse(`${text}Z`)
    if (Number.isNaN(parsed)) return { wrong: 'Write a day and a time' }
    return { value: `${new Date(parsed).toISOString().slice(0, 19)}Z` }
  },
}
