import type { Block } from '#shared/flow/graph.ts'
import { hostedEntry, refsOfPayment } from '#shared/flow/payment.ts'
import { formatMoney } from '#shared/money/format.ts'
import type { Location, QuickFix } from './diagnostic.ts'
import { clearProps, deleteBlock } from './fixes.ts'
import { atBlock, atField } from './locations.ts'
import type { GraphView } from './rule.ts'

/** An application fee of a payment: a property of its own or of its page, or an application-fee block. */
export type FeeOfPayment = {
  readonly value: number
  readonly unit: 'percent' | 'amount'
  /** “10 %”, “$5.00”. */
  readonly text: string
  readonly location: Location
  readonly remove: QuickFix
}

type Values = { readonly percent: unknown; readonly amount: unknown }

const readFee = (
  { percent, amount }: Values,
  currency: string,
): Pick<FeeOfPayment, 'value' | 'unit' | 'text'> | null => {
  if (typeof amount === 'number')
    return { value: amount, unit: 'amount', text: formatMoney({ amount, currency }) }
  return typeof percent === 'number' ? { value: percent, unit: 'percent', text: `${percent} %` } : null
}

const currencyOf = (flow: GraphView, { props }: Block): string =>
  typeof props['currency'] === 'string' && props['currency'] !== ''
    ? props['currency']
    : flow.platform.currency

/** The fee that a payment link takes of what it sells. */
const feesOfPage = (page: Block | undefined, currency: string): readonly FeeOfPayment[] => {
  if (!page) return []
  const { feePercent: percent, feeAmount: amount } = page.props
  const fee = readFee({ percent, amount }, currency)
  const field = typeof amount === 'number' ? 'feeAmount' : 'feePercent'
  return fee
    ? [{ ...fee, location: atField(page.id, field), remove: clearProps('Remove the fee', page, field) }]
    : []
}

/** Every application fee of a payment: its own, that of the page which creates it, or a block's. */
export const feesOf = (flow: GraphView, payment: Block): readonly FeeOfPayment[] => {
  const currency = currencyOf(flow, payment)
  const { applicationFeePercent: percent, applicationFeeAmount: amount } = payment.props
  const own = readFee({ percent, amount }, currency)
  const field = typeof amount === 'number' ? 'applicationFeeAmount' : 'applicationFeePercent'
  const blocks = refsOfPayment(payment, 'application-fee', flow).flatMap((block): FeeOfPayment[] => {
    const fee = readFee({ percent: block.props['percent'], amount: block.props['amount'] }, currency)
    return fee ? [{ ...fee, location: atBlock(block.id), remove: deleteBlock(block) }] : []
  })
  const fees = own
    ? [{ ...own, location: atField(payment.id, field), remove: clearProps('Remove the fee', payment, field) }]
    : []
  return [...fees, ...feesOfPage(hostedEntry(payment, flow), currency), ...blocks]
}
