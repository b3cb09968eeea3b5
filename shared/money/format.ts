import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { Money } from './money.ts'

const decimalsOf = (currency: string) => CURRENCIES.get(currency)?.decimals ?? 2

/** Exact decimal text of minor units in major units, without symbol: 16300 usd -> "163.00", 16300 jpy -> "16300". */
export const toMajor = ({ amount, currency }: Money): string => {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const sign = amount < 0 ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Minor units of a decimal text in major units ("163", "163.5", "163.00"); null when it is no amount of that currency. */
export const fromMajor = (text: string, currency: string): number | null => {
  const decimals = decimalsOf(currency)
  const match = /^(-?)(\d{1,13})(?:\.(\d*))?$/.exec(text.trim().replaceAll(',', ''))
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  if (fraction.length > decimals) return null
  const amount = Number(whole + fraction.padEnd(decimals, '0'))
  return Number.isSafeInteger(amount) ? (sign && amount !== 0 ? -amount : amount) : null
}

/** Whether a text has the form of a currency code; nothing else can be formatted as one. */
const isCode = (currency: string) => /^[a-z]{3}$/i.test(currency)

const formats = new Map<string, Intl.NumberFormat>()

/** The format of a currency, made once: making one costs a hundred times what using it does. */
const formatOf = (currency: string): Intl.NumberFormat => {
  const known = formats.get(currency)
  if (known) return known
  const decimals = decimalsOf(currency)
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  formats.set(currency, format)
  return format
}

/** An amount for people: "$163.00", "¥16,300", "−$1.63" (U+2212). `signed` writes a plus on gains. */
export const formatMoney = (value: Money, { signed = false }: { signed?: boolean } = {}): string => {
  const size = { ...value, amount: Math.abs(value.amount) }
  const text = isCode(value.currency)
    ? formatOf(value.currency).format(Number(toMajor(size)))
    : `${value.currency} ${toMajor(size)}`
  if (value.amount < 0) return `\u2212${text}`
  return signed && value.amount > 0 ? `+${text}` : text
}
