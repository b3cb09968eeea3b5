import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Incident } from '#shared/flow/document.ts'
import { giveBack, leftOf } from '#shared/flow/give-back.ts'
import { payerOf } from '#shared/flow/payment.ts'
import { billedBook } from './billed-lines.ts'
import {
  type Crediting,
  creditNoteProps,
  creditWish,
  invoicedBy,
  isOpen,
  isTooLittle,
  loweredBy,
  partOf,
  partsOf,
} from './credit-note-terms.ts'
import { wishOfBooks } from './refund-books.ts'

const read = ({ kind, block: id, month, day = 0, props = {} }: Incident, flow: FlowIndex): Crediting[] => {
  const block = kind === 'credit-note' ? flow.block(id) : undefined
  const said = creditNoteProps.safeParse(props)
  return block && said.success ? [{ month, day, block, props: said.data }] : []
}

/** What a note on a paid invoice keeps as credit for the next one, minor units. */
const keptBy = (note: Crediting, flow: FlowIndex): number => {
  const payment = invoicedBy(note.block, flow)
  if (!payment || isOpen(note)) return 0
  const parts = partsOf(note)
  return partOf(parts.credit, parts, loweredBy(note, payment, flow))
}

/**
 * Why too little may be left of an open invoice that several notes lower, or that credit of earlier months lowers too;
 * null where enough is left, however little of that credit was used up before.
 */
export const openNotesRefusal = (
  incident: Incident,
  incidents: readonly Incident[],
  flow: FlowIndex,
): string | null => {
  const [note] = read(incident, flow)
  const payment = note && invoicedBy(note.block, flow)
  if (!note || !payment || !isOpen(note)) return null
  const { month } = note
  const payer = payerOf(payment, flow)
  const notes = incidents.flatMap(one => read(one, flow))
  const together = notes
    .filter(one => one.month === month && isOpen(one) && invoicedBy(one.block, flow) === payment)
    .reduce(
      (book, one) => giveBack(wishOfBooks(creditWish(one)), book).after,
      billedBook(payment, { flow, month, besides: [] }),
    )
  const ofPayer = (one: Crediting): boolean => {
    const other = invoicedBy(one.block, flow)
    return other !== undefined && payerOf(other, flow) === payer
  }
  const kept = notes
    .filter(one => one.month < month && ofPayer(one))
    .reduce((sum, one) => sum + keptBy(one, flow), 0)
  return isTooLittle(leftOf(together) - kept, payment, { flow, month })
    ? `“${note.block.label}” leaves too little to be paid of “${payment.label}”, which other notes or credit kept before lower too.`
    : null
}
