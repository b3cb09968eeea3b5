import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import { successEvent } from './paid-charges.ts'
import type { Param, SplitLeg, SplitTerms } from './parameters.ts'

import { paymentBehind, refsOfPayment } from './payment.ts'
import { numberOf, rowsOf, textOf } from './read-props.ts'

/** A row of a split's shares. */
type LegRow = {
  readonly account: BlockId | undefined
  readonly percentBps: number | undefined
  readonly fixed: number | undefined
  readonly remainder: number | undefined
  readonly commissionBps: number | undefined
}

/** What the terms are made of: the properties of a split block. */
export type SplitBlock = Block<
  string,
  Pick<SplitTerms, 'mode' | 'commissionBps'> & {
    /** `none` = not decided yet: a rule says so, and the usual choice stands in. */
    readonly basis: SplitTerms['basis'] | 'none'
    readonly feeBearer: SplitTerms['feeBearer'] | 'none'
    readonly commissionMin: number | undefined
    readonly commissionMax: number | undefined
    readonly legs: readonly LegRow[]
  }
>

/** Who, in the end, gets the money that goes into a leg: the account behind transfers and holds. */
const accountBehind = (leg: Block, flow: FlowIndex): Block | undefined => {
  const next = flow.outOf(leg, 'money-out')
  return (
    next.find(block => block.kind === 'connected-account') ??
    next.map(block => (block.id === leg.id ? undefined : accountBehind(block, flow))).find(Boolean)
  )
}

const providerOf = (price: Block, flow: FlowIndex): Block | undefined => {
  const product = flow.into(price, 'product')[0]
  return product && flow.into(product, 'account')[0]
}

const legsOf = (split: SplitBlock, flow: FlowIndex): readonly Block[] =>
  flow.outOf(split, 'money-out').filter(block => block.kind === 'transfer' || block.kind === 'hold')

const pricesInto = (payment: Block | undefined, flow: FlowIndex): readonly Block[] =>
  payment ? refsOfPayment(payment, 'price', flow) : []

const paymentInto = (split: Block, flow: FlowIndex): Block | undefined => {
  const source = flow.into(split, 'money-in')[0]
  return source && paymentBehind(source, flow)
}

/** Who bears the discounts of a payment: all providers where one coupon says so, else the one that is named, else the platform. */
const funderOf = (coupons: readonly Block[]): { by: SplitTerms['discountsFundedBy']; account?: string } => {
  const said = (by: string) => coupons.find(coupon => coupon.props['fundedBy'] === by)
  if (said('providers')) return { by: 'providers' }
  const one = said('provider')
  return one ? { by: 'provider', account: textOf(one, 'funder') } : { by: 'platform' }
}

/** The terms of a split; `idOf` says how a price is known where they are used. */
export const splitTerms = (split: SplitBlock, flow: FlowIndex, idOf: (price: Block) => Param): SplitTerms => {
  const { props } = split
  const payment = paymentInto(split, flow)
  const coupons = payment
    ? refsOfPayment(payment, 'coupon', flow).map(coupon => flow.into(coupon, 'coupon')[0] ?? coupon)
    : []
  const funder = funderOf(coupons)
  const legs: SplitLeg[] = legsOf(split, flow).map(leg => {
    const account = accountBehind(leg, flow)
    const row = props.legs.find(candidate => candidate.account === account?.id)
    const prices = pricesInto(payment, flow).filter(
      price => account && providerOf(price, flow)?.id === account.id,
    )
    return {
      leg: leg.id,
      prices: prices.map(price => ({ block: price.id, id: idOf(price) })),
      commissionBps: row?.commissionBps ?? props.commissionBps,
      ...(row?.percentBps === undefined ? {} : { percentBps: row.percentBps }),
      ...(row?.fixed === undefined ? {} : { fixed: row.fixed }),
      ...(row?.remainder === undefined ? {} : { remainderParts: row.remainder }),
      ...(account && account.id === funder.account ? { fundsDiscounts: true } : {}),
    }
  })
  return {
    split: split.id,
    mode: props.mode,
    basis: props.basis === 'none' ? 'net_of_tax' : props.basis,
    feeBearer: props.feeBearer === 'none' ? 'platform' : props.feeBearer,
    discountsFundedBy: funder.by,
    commissionBps: props.commissionBps,
    ...(props.commissionMin === undefined ? {} : { commissionMin: props.commissionMin }),
    ...(props.commissionMax === undefined ? {} : { commissionMax: props.commissionMax }),
    legs,
  }
}

/**
 * Commission on what a product brings, in basis points, by the split that shares the payment of one of its prices: that
 * of its provider's leg, else the split's. Undefined where no split shares it.
 */
export const commissionOn = (product: Block, flow: FlowIndex): number | undefined => {
  const prices = new Set(flow.outOf(product, 'product'))
  const split = flow
    .ofKind('split')
    .find(one => pricesInto(paymentInto(one, flow), flow).some(price => prices.has(price)))
  const provider = flow.into(product, 'account')[0]
  const row = rowsOf(split, 'legs').find(({ account }) => account === provider?.id)
  const own = row?.['commissionBps']
  return typeof own === 'number' ? own : numberOf(split, 'commissionBps')
}

/** Events that one payment gives rise to, any of which could start a split: exactly one may. */
export const SPLIT_TRIGGERS: readonly string[] = [
  'invoice.paid',
  'invoice_payment.paid',
  'invoice.payment_succeeded',
  'payment_intent.succeeded',
  'charge.succeeded',
]

/**
 * Events that start a split: those that its handlers name, else the one in its property. A payment without an invoice
 * has no invoice events, so that its own success stands in for them.
 */
export const triggersOf = (
  split: Block<string, { readonly trigger: string }>,
  flow: FlowIndex,
): readonly string[] => {
  const named = flow
    .into(split, 'event-in')
    .flatMap(handler => (Array.isArray(handler.props['events']) ? handler.props['events'].map(String) : []))
  const known = named.filter(event => SPLIT_TRIGGERS.includes(event))
  if (known.length > 0) return known
  const payment = flow.into(split, 'money-in')[0]
  const usual = payment ? successEvent(payment, flow) : split.props.trigger
  return [
    split.props.trigger === 'invoice.paid' || split.props.trigger === 'manual' ? usual : split.props.trigger,
  ]
}

/** Whether the platform's own balance adds what its discounts take from the shares. */
export const topsUp = (
  terms: Pick<SplitTerms, 'discountsFundedBy'>,
  payment: Block,
  flow: FlowIndex,
): boolean =>
  terms.discountsFundedBy !== 'providers' &&
  refsOfPayment(paymentBehind(payment, flow), 'coupon', flow).length > 0
