import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { type ChargeType, chargeConsequences, type Party } from '#shared/flow/charge-type.ts'
import type { Block } from '#shared/flow/graph.ts'

/** A question about a payment and its answer, in words. */
export type Responsibility = { readonly question: string; readonly answer: string }

/** What a charge type is called. */
export const CHARGE_WORDS: Readonly<Record<ChargeType, string>> = {
  platform: 'Charged by the platform for itself',
  direct: 'Direct charge',
  destination: 'Destination charge',
  separate: 'Separate charges and transfers',
}

const partyName = (party: Party, flow: FlowIndex): string => {
  switch (party.who) {
    case 'platform':
      return 'The platform'
    case 'stripe':
      return 'Stripe'
    case 'account':
      return flow.block(party.account)?.label ?? 'A provider that is gone'
    default:
      return party satisfies never
  }
}

/** Who answers for what of a payment, as its charge type decides. */
export const responsibilities = (
  payment: Block,
  flow: FlowIndex,
): {
  readonly type: ChargeType
  readonly answers: readonly Responsibility[]
  readonly afterRefund: string
} => {
  const { type, merchantOfRecord, feesPaidBy, refundsFrom, disputesLostBy, losses, afterRefund } =
    chargeConsequences(payment, flow)
  const name = (party: Party) => partyName(party, flow)
  return {
    type,
    afterRefund,
    answers: [
      { question: 'Merchant of record', answer: name(merchantOfRecord) },
      { question: 'Pays Stripe’s fees', answer: name(feesPaidBy) },
      { question: 'Refunds come from', answer: name(refundsFrom) },
      { question: 'Loses a dispute', answer: name(disputesLostBy) },
      { question: 'Covers a negative balance', answer: name(losses) },
    ],
  }
}
