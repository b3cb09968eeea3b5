import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import { type SharedLeg, sharedLegs } from './shared-legs.ts'

/** The block that takes shares back, and the shares of a payment that it may take. */
export type TakingBack = { readonly by: Block; readonly legs: readonly SharedLeg[] }

/** What a refund or a dispute takes back of a payment's shares: through the reversal block behind it; null = nothing. */
export const legsTakenBack = (block: Block, payment: Block, flow: FlowIndex): TakingBack | null => {
  const by = flow.outOf(block, 'event-out').find(next => next.kind === 'transfer-reversal')
  if (!by) return null
  const transfers = flow.into(by, 'transfer')
  const legs = sharedLegs(payment, flow).filter(leg => transfers.includes(leg.transfer))
  return legs.length > 0 ? { by, legs } : null
}

/** What a dispute recovers from the providers; null when shares stay where they are. */
export const recoveredLegs = (dispute: Block, payment: Block, flow: FlowIndex): TakingBack | null =>
  dispute.props['recover'] === 'reverse_transfers' ? legsTakenBack(dispute, payment, flow) : null
