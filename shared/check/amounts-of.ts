import { DEFINITIONS } from '#shared/blocks/index.ts'
import type { Field } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { refsOfPayment } from '#shared/flow/payment.ts'
import { textOf } from '#shared/flow/read-props.ts'
import { perBlock } from './per-flow.ts'
import type { GraphView } from './rule.ts'

/** An amount that a property of a block holds, with its currency. */
export type OwnAmount = {
  readonly field: string
  readonly title: string
  readonly amount: number
  readonly currency: string
}

const FIELDS: ReadonlyMap<string, readonly (readonly [field: string, title: string])[]> = new Map(
  DEFINITIONS.map(({ kind, fields }) => [
    kind,
    Object.entries(fields)
      .filter(([, { control }]) => control === 'amount')
      .map(([field, { title }]) => [field, title] as const),
  ]),
)

/** Kinds with a property that holds an amount. */
export const AMOUNT_KINDS: readonly string[] = DEFINITIONS.filter(
  ({ kind }) => (FIELDS.get(kind)?.length ?? 0) > 0,
).map(({ kind }) => kind)

/** Kinds that name a currency. */
export const CURRENCY_KINDS: readonly string[] = DEFINITIONS.filter(({ fields }) => 'currency' in fields).map(
  ({ kind }) => kind,
)

const isPercent = ({ control, scale }: Field) => control === 'percent' && scale !== 'bps'

/** Kinds with a percentage as Stripe takes it, in a property or in rows. */
export const PERCENT_KINDS: readonly string[] = DEFINITIONS.filter(({ fields }) =>
  Object.values(fields).some(field => isPercent(field) || Object.values(field.row ?? {}).some(isPercent)),
).map(({ kind }) => kind)

/** Currency in which a block's amounts are: its own, that of what it bills or belongs to, else the platform's. */
const currencyOf = (flow: GraphView, block: Block): string => {
  const [before] = flow.into(block, 'money-in')
  const [price] = refsOfPayment(block, 'price', flow)
  return (
    textOf(block, 'currency') ||
    textOf(price, 'currency') ||
    textOf(before, 'currency') ||
    flow.platform.currency
  )
}

/** Whole amounts in the properties of a block. */
export const amountsOf = perBlock((flow, block): readonly OwnAmount[] => {
  const fields = FIELDS.get(block.kind) ?? []
  const held = fields.flatMap(([field, title]) => {
    const amount = block.props[field]
    return typeof amount === 'number' && Number.isSafeInteger(amount) ? [{ field, title, amount }] : []
  })
  if (held.length === 0) return []
  const currency = currencyOf(flow, block)
  return held.map(one => ({ ...one, currency }))
})
