import { allocate } from '#shared/money/allocate.ts'
import { basisPoints } from '#shared/money/round.ts'
import type { PaidLine } from './arrival.ts'
import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import { numberOf, textOf } from './read-props.ts'
import type { Turn } from './turn.ts'

/** The coupon itself; a promotion code stands for the one that it is connected to. */
const couponBehind = (block: Block, flow: FlowIndex): Block | undefined =>
  block.kind === 'promotion-code' ? flow.into(block, 'coupon')[0] : block

/** True while a coupon still reduces what a subscription bills that it was given at the start. */
const lasts = (coupon: Block, { month, between }: Turn): boolean => {
  const duration = textOf(coupon, 'duration')
  if (duration === 'forever') return true
  if (duration === 'repeating') return month <= (numberOf(coupon, 'durationInMonths') ?? 1)
  return month === 1 && !between
}

const reduced = (line: PaidLine, by: number): PaidLine => ({ ...line, discount: line.discount + by })

const applyCoupon = (lines: readonly PaidLine[], coupon: Block, flow: FlowIndex): readonly PaidLine[] => {
  const products = flow.into(coupon, 'product').map(product => product.id)
  const left = lines.map(line =>
    products.length === 0 || products.includes(line.product) ? Math.max(0, line.amount - line.discount) : 0,
  )
  const base = left.reduce((sum, amount) => sum + amount, 0)
  if (base === 0) return lines
  const percent = numberOf(coupon, 'percentOff')
  const off =
    percent === undefined
      ? Math.min(numberOf(coupon, 'amountOff') ?? 0, base)
      : basisPoints(base, Math.round(percent * 100))
  const parts = allocate(off, left)
  return lines.map((line, index) => reduced(line, parts[index] ?? 0))
}

/**
 * Lines with what coupons take off them at one turn: the whole discount is rounded half up once and shared over the
 * lines that it applies to by largest remainder. A preview: once an invoice exists, its own `discount_amounts` count.
 */
export const withDiscounts = (
  lines: readonly PaidLine[],
  coupons: readonly Block[],
  { flow, turn }: { flow: FlowIndex; turn: Turn },
): readonly PaidLine[] =>
  coupons
    .map(block => couponBehind(block, flow))
    .filter(coupon => coupon !== undefined)
    .filter(coupon => lasts(coupon, turn))
    .reduce((discounted, coupon) => applyCoupon(discounted, coupon, flow), lines)
