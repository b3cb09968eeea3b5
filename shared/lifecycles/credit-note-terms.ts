import * as z from 'zod/mini'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { minimumCharge } from '#shared/flow/customer-balances.ts'
import { giveBack } from '#shared/flow/give-back.ts'
import type { Block } from '#shared/flow/graph.ts'
import { type BlockId, blockId } from '#shared/flow/ids.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { paymentBehind, refsOfPayment } from '#shared/flow/payment.ts'
import { numberOf, rowsOf, textOf } from '#shared/flow/read-props.ts'
import { turnOf } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'
import { money } from '#shared/money/money.ts'
import { billedBook } from './billed-lines.ts'
import { renewalRefusal } from './decline.ts'
import type { Happening } from './lifecycle.ts'
import { isSent } from './pay-sent.ts'
import { wishOfBooks } from './refund-books.ts'
import type { ReturnWish } from './returning.ts'

/** What becomes of a credit note: money back, credit for the next invoice, or less to pay of an open one. */
export type CreditCase = 'refund' | 'credit' | 'open'

/** Schema of what a scenario may say of a credit note; the block says the rest. */
export const creditNoteProps = z.strictObject({
  as: z.optional(z.enum(['refund', 'credit', 'open'])),
  /** Minor units. */
  amount: z.optional(z.number().check(z.int(), z.gte(1))),
  /** Prices of the services that are credited. */
  prices: z.optional(z.array(z.string())),
})

/** A credit note that happens. */
export type Crediting = Happening<z.infer<typeof creditNoteProps>>

/** A part of a credit note, minor units; `rest` = whatever the others leave. */
export type Part = number | 'rest'

/** Where the money of a credit note on a paid invoice goes. */
export type Parts = { readonly refund: Part; readonly credit: Part; readonly outside: Part }

/** The subscription or invoice that a credit note corrects. */
export const invoicedBy = (block: Block, flow: FlowIndex): Block | undefined => flow.into(block, 'invoice')[0]

/** The refund that it books, which was made by itself; undefined when it gives money back itself. */
export const bookedRefund = (block: Block, flow: FlowIndex): Block | undefined =>
  flow.into(block, 'refund')[0]

/** Whether it is written while the invoice is still to be paid. */
export const isOpen = ({ block, props }: Pick<Crediting, 'block' | 'props'>): boolean =>
  (props.as ?? (textOf(block, 'issued') === 'open' ? 'open' : 'refund')) === 'open'

const rowsOfNote = (block: Block) =>
  rowsOf(block, 'lines').flatMap(({ price, amount }) =>
    typeof price === 'string'
      ? [{ price: blockId(price), ...(typeof amount === 'number' ? { amount } : {}) }]
      : [],
  )

/** What it takes off: the incident's word, else the block's lines or amount; everything where both say nothing. */
export const creditWish = ({ block, props }: Pick<Crediting, 'block' | 'props'>): ReturnWish => {
  if (props.prices) {
    const { amount } = props
    return { scope: 'lines', prices: props.prices.map(blockId), ...(amount === undefined ? {} : { amount }) }
  }
  const rows = rowsOfNote(block)
  const amount = props.amount ?? numberOf(block, 'amount')
  if (amount !== undefined) return { scope: 'amount', amount, prices: [] }
  if (rows.length === 0) return { scope: 'full', prices: [] }
  const limits = rows.flatMap(({ price, amount: most }) =>
    most === undefined ? [] : [{ price, amount: most }],
  )
  return { scope: 'lines', prices: rows.map(({ price }) => price), limits }
}

/** What the parts that are filled in come to. */
export const filledIn = ({ refund, credit, outside }: Parts): number =>
  [refund, credit, outside].reduce<number>((sum, part) => sum + (part === 'rest' ? 0 : part), 0)

const drawnParts = (block: Block): Parts => {
  const refund = numberOf(block, 'refundAmount') ?? 'rest'
  const credit = numberOf(block, 'creditAmount') ?? (refund === 'rest' ? 0 : 'rest')
  return { refund, credit, outside: numberOf(block, 'outOfBandAmount') ?? 0 }
}

/** Where the money goes that was paid already: the first part that is not filled in takes what the others leave. */
export const partsOf = (happening: Pick<Crediting, 'block' | 'props'>): Parts => {
  const { block, props } = happening
  if (props.as === 'credit') return { refund: 0, credit: 'rest', outside: 0 }
  if (props.as === 'refund') return { refund: 'rest', credit: 0, outside: 0 }
  const { refund, credit, outside } = drawnParts(block)
  const { scope, amount } = creditWish(happening)
  const leaves = scope !== 'amount' || filledIn({ refund, credit, outside }) !== amount
  const settled = (part: Part): Part => (part === 'rest' && !leaves ? 0 : part)
  return { refund: settled(refund), credit: settled(credit), outside }
}

/** One part of a note over an amount. */
export const partOf = (part: Part, parts: Parts, amount: number): number =>
  part === 'rest' ? Math.max(0, amount - filledIn(parts)) : part

/** Which of the cases is drawn; null where one note is several. */
export const drawnCase = (block: Block): CreditCase | null => {
  const drawn = { block, props: {} }
  if (isOpen(drawn)) return 'open'
  const { refund, credit, outside } = partsOf(drawn)
  if (outside !== 0) return null
  if (credit === 0) return 'refund'
  return refund === 0 ? 'credit' : null
}

/** By how much a note lowers the invoice of its month, minor units, when nothing else has. */
export const loweredBy = (happening: Crediting, payment: Block, flow: FlowIndex): number =>
  giveBack(
    wishOfBooks(creditWish(happening)),
    billedBook(payment, { flow, month: happening.month, besides: [] }),
  ).amount

/** Whether so little is left of an invoice that nobody can pay it: nothing, or less than can be charged. */
export const isTooLittle = (left: number, payment: Block, { flow, month }: Billing): boolean =>
  left < minimumCharge(linesOfPayment(flow, payment, turnOf(month))?.currency ?? flow.platform.currency)

/** The month of which an invoice is, and the flow. */
type Billing = { readonly flow: FlowIndex; readonly month: number }

type Judged = { readonly happening: Crediting; readonly payment: Block; readonly flow: FlowIndex }

const openRefusal = ({ happening, payment, flow }: Judged): string | null => {
  if (!isSent(payment))
    return `“${payment.label}” is charged at once: only an invoice that is sent stays open.`
  const billing = { flow, month: happening.month }
  const { paid } = billedBook(payment, { ...billing, besides: [] })
  return isTooLittle(paid - loweredBy(happening, payment, flow), payment, billing)
    ? `“${happening.block.label}” leaves nothing to be paid of “${payment.label}”: void the invoice instead.`
    : null
}

const partsRefusal = ({ happening, payment, flow }: Judged): string | null => {
  const parts = partsOf(happening)
  const amount = loweredBy(happening, payment, flow)
  const sum = filledIn(parts)
  const isWhole = ![parts.refund, parts.credit, parts.outside].includes('rest')
  if (sum <= amount && !(isWhole && sum !== amount)) return null
  const currency = linesOfPayment(flow, payment, turnOf(happening.month))?.currency ?? flow.platform.currency
  const [filled, whole] = [sum, amount].map(part => formatMoney(money(part, currency)))
  return `The parts of “${happening.block.label}” come to ${filled}, while it is over ${whole}.`
}

const OWN = ['amount', 'refundAmount', 'creditAmount', 'outOfBandAmount']

/** A note that books a refund is over what that refund gave back, and has nothing to add. */
const bookingRefusal = ({ happening, payment, flow }: Judged, refund: Block): string | null => {
  const { block, props } = happening
  const own = OWN.some(name => numberOf(block, name) !== undefined) || rowsOf(block, 'lines').length > 0
  if (own || Object.keys(props).length > 0 || isOpen(happening))
    return `“${block.label}” books the refund “${refund.label}”: leave its own lines, amount and parts empty.`
  if (textOf(refund, 'via') === 'credit_note')
    return `“${refund.label}” writes a credit note itself; book it as a refund only.`
  const source = flow.into(refund, 'money-in')[0]
  return source && paymentBehind(source, flow).id === payment.id
    ? null
    : `“${refund.label}” gives back another payment than “${payment.label}”.`
}

/** Why a credit note cannot happen; null when it can. */
export const creditRefusal = (happening: Crediting, flow: FlowIndex): string | null => {
  const { block, month } = happening
  const payment = invoicedBy(block, flow)
  if (!payment) return `“${block.label}” has no invoice to correct.`
  const billed = new Set<BlockId>(refsOfPayment(payment, 'price', flow).map(({ id }) => id))
  const strange = creditWish(happening).prices.find(id => !billed.has(id))
  if (strange !== undefined) return `“${payment.label}” bills no price “${strange}”.`
  if (payment.kind === 'invoice' && month > 1) return `“${payment.label}” is billed once, in month 1.`
  const late = month > 1 ? renewalRefusal(payment, month, flow) : null
  if (late !== null) return late
  if (loweredBy(happening, payment, flow) <= 0)
    return `“${payment.label}” bills nothing in month ${month} that “${block.label}” could take off.`
  const judged = { happening, payment, flow }
  const refund = bookedRefund(block, flow)
  if (refund) return bookingRefusal(judged, refund)
  if (!isOpen(happening)) return partsRefusal(judged)
  return happening.day > 0
    ? `“${block.label}” lowers the invoice before it is paid, not on a day after.`
    : openRefusal(judged)
}
