import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import { basisPoints } from '#shared/money/round.ts'
import { type MoneyArrival, taxAdded, totalOf } from './arrival.ts'
import type { ForecastContext } from './block-definition.ts'
import { accountOfPayment, derivedChargeType } from './charge-type.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import type { ExpectedLines } from './invoice-lines.ts'
import { isInvoiced } from './paid-charges.ts'
import { applicationFeeOf, type DestinationTerms, destinationOf, payerOf } from './payment.ts'
import { textOf } from './read-props.ts'
import { taxAccounts } from './taxes.ts'

/** A payment that succeeds: the block that is paid, its lines, and what Stripe bills apart for it. */
export type ExpectedPayment = ExpectedLines & {
  readonly payment: Block
  /** True when the money has reached the block already: a capture takes what was authorised. */
  readonly drawn?: boolean
  /** What Stripe bills the platform for this kind of payment, in basis points of it. */
  readonly billed?: { readonly bps: number; readonly cap?: number | undefined; readonly memo: string }
}

/** Blocks that take money of a payment only when something happens to it. */
const GIVES_BACK = ['refund', 'dispute']

/** Account of whoever pays; the payment itself stands for a guest. */
export const payerAccount = (payment: Block, context: ForecastContext): Account =>
  `customer:${(payerOf(payment, context.flow) ?? payment).id}`

type Charged = {
  readonly context: ForecastContext
  readonly payment: Block
  readonly arrival: MoneyArrival
  readonly memo: string
}

/** Platform and separate charges: everything reaches the platform, which pays the fee and hands on what is left. */
const collectOnPlatform = ({ context, payment, arrival, memo }: Charged): void => {
  const { gross, fee } = arrival
  context.post({ from: payerAccount(payment, context), to: 'balance:platform', money: gross, memo })
  context.post({ from: 'balance:platform', to: 'fees:stripe', money: fee, memo: 'Processing fee' })
  const net = { ...arrival, money: money(gross.amount - fee.amount, gross.currency) }
  context.send('money-out', to => (GIVES_BACK.includes(to.kind) ? null : net))
}

/** Hands the account its part and the platform balance what is left for the platform. */
const divide = (
  { context, arrival }: Charged,
  parts: { account: BlockId; its: number; kept: number },
): void => {
  const { currency } = arrival.gross
  context.send('money-out', to => {
    if (to.id === parts.account)
      return { ...arrival, account: `balance:${to.id}`, money: money(parts.its, currency) }
    return to.kind === 'platform-balance' && parts.kept > 0
      ? { ...arrival, money: money(parts.kept, currency) }
      : null
  })
}

/** Destination charges: the platform is charged, and a part, or all of it less the application fee, goes on at once. */
const collectForDestination = (charged: Charged, terms: DestinationTerms): void => {
  const { context, payment, arrival, memo } = charged
  const { gross, fee } = arrival
  const provider: Account = `balance:${terms.account}`
  const sent =
    terms.amount ??
    (terms.percent === undefined ? gross.amount : basisPoints(gross.amount, Math.round(terms.percent * 100)))
  const taken =
    terms.amount === undefined && terms.percent === undefined
      ? applicationFeeOf(payment, gross.amount, context.flow)
      : 0
  context.post({ from: payerAccount(payment, context), to: 'balance:platform', money: gross, memo })
  context.post({ from: 'balance:platform', to: 'fees:stripe', money: fee, memo: 'Processing fee' })
  context.post({
    from: 'balance:platform',
    to: provider,
    money: money(sent, gross.currency),
    memo: 'Destination transfer',
  })
  if (taken > 0)
    context.post({
      from: provider,
      to: 'balance:platform',
      money: money(taken, gross.currency),
      memo: 'Application fee',
    })
  const its = sent - taken
  divide(charged, { account: terms.account, its, kept: gross.amount - fee.amount - its })
}

/** Direct charges: the account is charged and is the merchant; the platform gets its application fee. */
const collectOnAccount = (charged: Charged, account: BlockId): void => {
  const { context, payment, arrival, memo } = charged
  const { gross, fee } = arrival
  const merchant: Account = `balance:${account}`
  const accountPays = textOf(context.flow.block(account), 'fees') === 'stripe'
  const taken = applicationFeeOf(payment, gross.amount, context.flow)
  context.post({ from: payerAccount(payment, context), to: merchant, money: gross, memo })
  context.post({
    from: accountPays ? merchant : 'balance:platform',
    to: 'fees:stripe',
    money: fee,
    memo: 'Processing fee',
  })
  if (taken > 0)
    context.post({
      from: merchant,
      to: 'balance:platform',
      money: money(taken, gross.currency),
      memo: 'Application fee',
    })
  const its = gross.amount - taken - (accountPays ? fee.amount : 0)
  divide(charged, { account, its, kept: taken - (accountPays ? 0 : fee.amount) })
}

const bill = ({ context, arrival: { gross } }: Charged, billed: ExpectedPayment['billed']): void => {
  const amount = Math.min(basisPoints(gross.amount, billed?.bps ?? 0), billed?.cap ?? Number.MAX_SAFE_INTEGER)
  if (billed && amount > 0)
    context.bill({
      from: 'bank:platform',
      to: 'fees:stripe',
      money: money(amount, gross.currency),
      memo: billed.memo,
    })
}

/** Tax that came with the payment, or was paid by credit, belongs to whoever owes it, who hands it on. */
const oweTax = (context: ForecastContext, { payment, lines, currency }: ExpectedPayment): void => {
  const { owing, owed } = taxAccounts(payment, context.flow)
  const amount = lines.reduce((sum, line) => sum + line.taxIncluded + taxAdded(line), 0)
  if (amount > 0)
    context.bill({ from: owing, to: owed, money: money(amount, currency), memo: `Tax of “${payment.label}”` })
}

/** What a payment brings before it is booked: gross, fee, and where it lies. Null where nothing is charged. */
export const arrivalOf = (
  context: ForecastContext,
  { payment, lines, currency }: ExpectedLines & { readonly payment: Block },
): MoneyArrival | null => {
  const charged = context.charged(payment, totalOf(lines), currency)
  if (charged <= 0) return null
  const gross = money(charged, currency)
  const fee = money(context.cardFee(charged, currency), currency)
  return { money: gross, account: 'balance:platform', gross, fee, lines }
}

/**
 * Books one payment of a forecast by its charge type: who is charged, the processing fee and who pays it, what goes to
 * a connected account at once, what Stripe bills apart, and hands the rest on. An invoice is charged less the customer's
 * credit; below the minimum charge nothing is collected, and the amount stands on the next invoice.
 */
export const collectPayment = (context: ForecastContext, expected: ExpectedPayment): void => {
  const { payment } = expected
  const arrival = arrivalOf(context, expected)
  const { flow } = context
  if (!arrival) {
    if (isInvoiced(payment, flow)) oweTax(context, expected)
    return
  }
  const charged: Charged = { context, payment, arrival, memo: `Payment of “${payment.label}”` }
  if (expected.drawn !== true) context.draw('money-in', arrival)
  const type = derivedChargeType(payment, flow)
  const account = accountOfPayment(payment, flow)
  const terms = destinationOf(payment)
  if (type === 'direct' && account) collectOnAccount(charged, account)
  else if (type === 'destination' && terms) collectForDestination(charged, terms)
  else collectOnPlatform(charged)
  bill(charged, expected.billed)
  oweTax(context, expected)
}
