import type { Block } from '#shared/flow/graph.ts'
import { entriesOfPayment } from '#shared/flow/payment.ts'
import type { BlockOf } from './kinds.ts'
import { sources } from './look.ts'
import type { GraphView } from './rule.ts'

/** How a payment (or the page that creates it) is taxed. */
export type TaxOfPayment = {
  readonly block: BlockOf<'tax'> | undefined
  readonly automatic: boolean
  /** Whether any tax is collected, automatically or by rates. */
  readonly collected: boolean
  /** Who owes it; undefined when nobody has decided. */
  readonly liability: 'self' | 'account' | undefined
}

const ownLiability = ({ props }: Block): 'self' | 'account' | undefined => {
  const { taxLiability } = props
  return taxLiability === 'self' || taxLiability === 'account' ? taxLiability : undefined
}

/** Tax of a payment: by its tax block, its own switch, or those of the page that creates it. */
export const taxOf = (flow: GraphView, payment: Block): TaxOfPayment => {
  const places = [payment, ...entriesOfPayment(payment, flow)]
  const block = places.flatMap(place => sources(flow, place, 'tax'))[0]
  const switched = places.some(({ props }) => props['automaticTax'] === true)
  const automatic = switched || block?.props.mode === 'automatic'
  return {
    block,
    automatic,
    collected: automatic || (block?.props.mode === 'rates' && block.props.rates.length > 0),
    liability: block?.props.liability ?? places.map(ownLiability).find(liability => liability !== undefined),
  }
}
