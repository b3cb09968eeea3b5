import { basisPoints } from '#shared/money/round.ts'
import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import { type BlockId, blockId } from './ids.ts'
import { numberOf, rowsOf, textOf, textsOf } from './read-props.ts'

/** Pages of Stripe's own that create the object of the block that they pay. */
const HOSTED = ['checkout-session', 'payment-link']

/** True for a page of Stripe's own, which creates the object of the block that it pays. */
export const isHosted = (block: Block): boolean => HOSTED.includes(block.kind)

/** What a capture captures; any other payment is itself. */
export const paymentBehind = (block: Block, flow: FlowIndex): Block => {
  if (block.kind !== 'capture' && block.kind !== 'condition') return block
  const source = flow.into(block, 'money-in').find(other => other.id !== block.id)
  return source ? paymentBehind(source, flow) : block
}

/** Blocks through which the customer's money reaches a payment: elements, Checkout, links; conditions are looked through. */
export const entriesOfPayment = (payment: Block, flow: FlowIndex): readonly Block[] => {
  const before = flow.into(payment, 'money-in')
  return before.some(isCondition)
    ? before.flatMap(block => (isCondition(block) ? entriesOfPayment(block, flow) : [block]))
    : before
}

const isCondition = ({ kind }: Block): boolean => kind === 'condition'

/** The Checkout or link that creates this payment's object; undefined when the payment's own call does. */
export const hostedEntry = (payment: Block, flow: FlowIndex): Block | undefined =>
  entriesOfPayment(payment, flow).find(isHosted)

/** The payment that an entry pays. */
export const paidBy = (entry: Block, flow: FlowIndex): Block | undefined =>
  flow.outOf(entry).find(block => flow.into(block, 'money-in').includes(entry) && block.kind !== 'condition')

/** Blocks connected into a reference port of a payment, or of the hosted entry that creates it. */
export const refsOfPayment = (payment: Block, port: string, flow: FlowIndex): readonly Block[] => {
  const own = flow.into(payment, port)
  if (own.length > 0) return own
  const entry = hostedEntry(payment, flow)
  return entry ? flow.into(entry, port) : own
}

/** Who pays; undefined when no customer is drawn. */
export const payerOf = (payment: Block, flow: FlowIndex): Block | undefined =>
  refsOfPayment(payment, 'customer', flow)[0] ??
  entriesOfPayment(payment, flow)
    .map(entry => flow.into(entry, 'customer')[0])
    .find(Boolean)

/** Methods that may pay: those that the payment names, else those of the form that collects them; undefined when the Dashboard decides. */
export const allowedMethods = (payment: Block, flow: FlowIndex): readonly string[] | undefined => {
  const own = textsOf(payment, 'allowedPaymentMethodTypes')
  const forms = [...entriesOfPayment(payment, flow), ...flow.into(payment, 'element')]
  const offered = forms.flatMap(form => textsOf(form, 'allowedPaymentMethodTypes'))
  const methods = own.length > 0 ? own : [...new Set(offered)]
  return methods.length > 0 ? methods : undefined
}

/** Account that a destination gets, by `transferData`, and how much of the payment: an amount, a percentage, or all of it. */
export type DestinationTerms = {
  readonly account: BlockId
  readonly amount: number | undefined
  readonly percent: number | undefined
}

/** The destination of a payment; null when it has none. */
export const destinationOf = (payment: Block): DestinationTerms | null => {
  const row = rowsOf(payment, 'transferData')[0]
  const account = row?.['destination']
  if (typeof account !== 'string' || account === '') return null
  const { amount, percent } = row ?? {}
  return {
    account: blockId(account),
    amount: typeof amount === 'number' ? amount : undefined,
    percent: typeof percent === 'number' ? percent : undefined,
  }
}

/** What the platform keeps as an application fee of a payment of this amount; 0 when none is taken. */
export const applicationFeeOf = (payment: Block, gross: number, flow: FlowIndex): number => {
  const block = refsOfPayment(payment, 'application-fee', flow)[0]
  const link = hostedEntry(payment, flow)
  const amount =
    numberOf(block, 'amount') ?? numberOf(payment, 'applicationFeeAmount') ?? numberOf(link, 'feeAmount')
  if (amount !== undefined) return Math.min(amount, gross)
  const percent =
    numberOf(block, 'percent') ?? numberOf(payment, 'applicationFeePercent') ?? numberOf(link, 'feePercent')
  return percent === undefined ? 0 : basisPoints(gross, Math.round(percent * 100))
}

/** Whether a payment waits for a capture. */
export const isManualCapture = (payment: Block, flow: FlowIndex): boolean =>
  textOf(payment, 'captureMethod') === 'manual' ||
  textOf(hostedEntry(payment, flow), 'captureMethod') === 'manual'
