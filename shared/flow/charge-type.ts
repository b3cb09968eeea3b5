import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import { destinationOf, hostedEntry } from './payment.ts'
import { blockIdOf, textOf } from './read-props.ts'

/** How a payment is charged, which decides whose it is. `platform` = no other party is paid from it. */
export type ChargeType = 'platform' | 'direct' | 'destination' | 'separate'

const CHOICES: readonly ChargeType[] = ['direct', 'destination', 'separate']

/** One side of a payment: the platform, a connected account, or Stripe (losses that Stripe carries). */
export type Party =
  | { readonly who: 'platform' }
  | { readonly who: 'stripe' }
  | { readonly who: 'account'; readonly account: BlockId }

/**
 * What follows from a charge type. Source: docs.stripe.com/connect/charges.
 * `losses` answers for a negative balance of whoever loses a dispute.
 */
export type ChargeConsequences = {
  readonly type: ChargeType
  readonly merchantOfRecord: Party
  readonly feesPaidBy: Party
  readonly refundsFrom: Party
  readonly disputesLostBy: Party
  readonly losses: Party
  /** What a refund leaves behind at the provider, in one sentence; '' when nothing. */
  readonly afterRefund: string
}

const SHARING = ['split', 'transfer']

/** True when a split or a transfer lies downstream of a payment, before the money reaches an account or balance. */
const isShared = (block: Block, flow: FlowIndex, seen: ReadonlySet<BlockId> = new Set()): boolean =>
  flow.outOf(block).some(next => {
    if (seen.has(next.id) || !flow.into(next, 'money-in').includes(block)) return false
    if (SHARING.includes(next.kind)) return true
    if (!['capture', 'hold', 'condition'].includes(next.kind)) return false
    return isShared(next, flow, new Set([...seen, block.id]))
  })

/** The charge type that follows from where a payment is made and what is connected behind it. */
export const derivedChargeType = (payment: Block, flow: FlowIndex): ChargeType => {
  if (accountOfPayment(payment, flow)) return 'direct'
  if (isShared(payment, flow)) return 'separate'
  const straight = flow.outOf(payment, 'money-out').some(({ kind }) => kind === 'connected-account')
  return straight || destinationOf(payment) ? 'destination' : 'platform'
}

/** The connected account on which a payment is made; undefined = on the platform. */
export const accountOfPayment = (payment: Block, flow: FlowIndex): BlockId | undefined =>
  payment.onAccount ?? hostedEntry(payment, flow)?.onAccount

/**
 * The charge type of a payment: its own choice where it has made one, else what follows from the flow. `platform` is no
 * choice but where every payment starts, so what is drawn behind it counts.
 */
export const chargeTypeOf = (payment: Block, flow: FlowIndex): ChargeType =>
  CHOICES.find(type => type === textOf(payment, 'chargeType')) ?? derivedChargeType(payment, flow)

const PLATFORM: Party = { who: 'platform' }

const lossesOf = (account: Block | undefined): Party =>
  textOf(account, 'losses') === 'stripe' ? { who: 'stripe' } : PLATFORM

const onAccount = (id: BlockId, flow: FlowIndex): ChargeConsequences => {
  const account = flow.block(id)
  const party: Party = { who: 'account', account: id }
  return {
    type: 'direct',
    merchantOfRecord: party,
    feesPaidBy: textOf(account, 'fees') === 'stripe' ? party : PLATFORM,
    refundsFrom: party,
    disputesLostBy: party,
    losses: lossesOf(account),
    afterRefund: 'The application fee stays with the platform unless the refund returns it.',
  }
}

const AFTER_REFUND: Readonly<Record<ChargeType, string>> = {
  platform: '',
  direct: '',
  destination: 'The provider keeps its money unless the refund reverses the transfer.',
  separate: 'The providers keep their shares until their transfers are reversed.',
}

/** Who is merchant of record, pays fees, gives refunds and loses disputes of a payment, and changes with its charge type. */
export const chargeConsequences = (payment: Block, flow: FlowIndex): ChargeConsequences => {
  const type = chargeTypeOf(payment, flow)
  const account =
    accountOfPayment(payment, flow) ?? (type === 'direct' ? destinationOf(payment)?.account : undefined)
  if (type === 'direct' && account) return onAccount(account, flow)
  const merchant = type === 'platform' ? undefined : blockIdOf(payment, 'onBehalfOf')
  return {
    type,
    merchantOfRecord: merchant ? { who: 'account', account: merchant } : PLATFORM,
    feesPaidBy: PLATFORM,
    refundsFrom: PLATFORM,
    disputesLostBy: PLATFORM,
    losses: PLATFORM,
    afterRefund: AFTER_REFUND[type],
  }
}
