import { divideHalfUp } from '#shared/money/round.ts'
import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import { numberOf, rowsOf, textOf } from './read-props.ts'

/** A decimal number of minor units ("0.5") as an exact fraction; null when the text is none. */
const fraction = (text: string): { readonly numerator: bigint; readonly denominator: bigint } | null => {
  const match = /^(\d+)(?:\.(\d{1,12}))?$/.exec(text)
  if (!match) return null
  const [, whole = '0', part = ''] = match
  return { numerator: BigInt(whole + part), denominator: 10n ** BigInt(part.length) }
}

type Tier = { readonly upTo: number; readonly unit: number; readonly flat: number }

const tiersOf = (price: Block): readonly Tier[] =>
  rowsOf(price, 'tiers').map(({ upTo, unitAmount, flatAmount }) => ({
    upTo: upTo === 'inf' ? Number.POSITIVE_INFINITY : Number(upTo),
    unit: typeof unitAmount === 'number' ? unitAmount : 0,
    flat: typeof flatAmount === 'number' ? flatAmount : 0,
  }))

/** Volume: every unit costs what the tier says in which the quantity ends. */
const volumeAmount = (tiers: readonly Tier[], quantity: number): number | null => {
  const tier = tiers.find(({ upTo }) => quantity <= upTo)
  return tier ? tier.unit * quantity + tier.flat : null
}

/** Graduated: the units of each tier cost what that tier says. */
const graduatedAmount = (tiers: readonly Tier[], quantity: number): number | null => {
  if (!tiers.some(({ upTo }) => quantity <= upTo)) return null
  let start = 0
  let total = 0
  for (const { upTo, unit, flat } of tiers) {
    if (quantity <= start && start > 0) break
    total += unit * (Math.min(quantity, upTo) - start) + flat
    start = upTo
  }
  return total
}

const divided = (price: Block, quantity: number): number => {
  const by = numberOf(price, 'transformDivideBy') ?? 0
  if (by === 0) return quantity
  return textOf(price, 'transformRound') === 'down' ? Math.floor(quantity / by) : Math.ceil(quantity / by)
}

/**
 * What so many units of a price cost, minor units: tiers, exact amounts (rounded half up once per line), divided
 * quantities. A price whose amount the customer names counts with its preset, else its minimum. Null when the price
 * says no amount, or the quantity is beyond its last tier.
 */
export const priceAmount = (price: Block, quantity: number): number | null => {
  const mode = textOf(price, 'tiersMode')
  if (mode === 'volume') return volumeAmount(tiersOf(price), quantity)
  if (mode === 'graduated') return graduatedAmount(tiersOf(price), quantity)
  const units = divided(price, quantity)
  const unitAmount = numberOf(price, 'unitAmount')
  if (unitAmount !== undefined) return unitAmount * units
  const exact = fraction(textOf(price, 'unitAmountDecimal'))
  if (exact) return divideHalfUp(exact.numerator * BigInt(units), exact.denominator)
  const { preset, minimum } = rowsOf(price, 'customUnitAmount')[0] ?? {}
  const named = typeof preset === 'number' ? preset : minimum
  return typeof named === 'number' ? named * units : null
}

/** Units that a metered price bills for one period: what the usage events of its meter report, by the meter's formula. */
export const meteredUnits = (price: Block, flow: FlowIndex): number => {
  const meter = flow.into(price, 'meter')[0]
  if (!meter) return 0
  const values = flow
    .outOf(meter, 'meter')
    .filter(block => block.props['value'] !== undefined)
    .map(block => numberOf(block, 'value') ?? 0)
  const formula = textOf(meter, 'formula')
  if (formula === 'count') return values.length
  return formula === 'last' ? (values.at(-1) ?? 0) : values.reduce((sum, value) => sum + value, 0)
}
