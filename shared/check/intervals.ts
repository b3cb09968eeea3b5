import type { Block } from '#shared/flow/graph.ts'
import { invariant } from '#shared/money/invariant.ts'
import type { BlockOf } from './kinds.ts'
import { pricesOf } from './money-path.ts'
import type { GraphView } from './rule.ts'

type Price = BlockOf<'price'>

/** Prices of a payment that are billed again and again. */
export const recurringPrices = (flow: GraphView, payment: Block): readonly Price[] =>
  pricesOf(flow, payment).filter(({ props }) => props.interval !== undefined)

/** Whether two prices are billed in the same rhythm: twelve months are a year, seven days a week. */
export const sameInterval = (a: Price, b: Price): boolean => {
  const [first, second] = [rhythm(a), rhythm(b)]
  return first.unit === second.unit && first.count === second.count
}

/** The rhythm of a price in months or days, which no whole number converts into each other. */
export const rhythm = ({ props }: Price): { readonly unit: 'month' | 'day'; readonly count: number } => {
  const { interval, intervalCount } = props
  if (interval === 'month') return { unit: 'month', count: intervalCount }
  if (interval === 'year') return { unit: 'month', count: 12 * intervalCount }
  return { unit: 'day', count: interval === 'week' ? 7 * intervalCount : intervalCount }
}

/** Whether prices are billed in different rhythms. */
export const hasMixedIntervals = (prices: readonly Price[]): boolean => {
  const [first] = prices
  return first !== undefined && prices.some(price => !sameInterval(price, first))
}

/** Roughly how many days a price's interval has, for order only. */
export const daysOf = (price: Price): number => {
  const { unit, count } = rhythm(price)
  return unit === 'month' ? 30 * count : count
}

/** “every month”, “every 3 months”. */
export const intervalText = ({ props: { interval, intervalCount } }: Price): string =>
  intervalCount === 1 ? `every ${interval ?? 'day'}` : `every ${intervalCount} ${interval ?? 'day'}s`

/** What comes most often; the first of several that come equally often. Throws on an empty list. */
export const mostCommon = <T>(values: readonly T[]): T => {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [first, ...others] = counts
  invariant(first !== undefined, 'nothing is most common in an empty list')
  return others.reduce((best, entry) => (entry[1] > best[1] ? entry : best), first)[0]
}

/** A price in the rhythm that most prices have. */
export const usualInterval = (prices: readonly Price[]): Price => {
  const usual = mostCommon(prices.map(intervalText))
  return prices.find(price => intervalText(price) === usual) ?? mostCommon(prices)
}
