import * as z from 'zod/mini'
import { totalOf } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { derivedChargeType } from '#shared/flow/charge-type.ts'
import { LATEST_DAY } from '#shared/flow/document.ts'
import type { Block } from '#shared/flow/graph.ts'
import { type BlockId, blockId } from '#shared/flow/ids.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { isInvoiced } from '#shared/flow/paid-charges.ts'
import type { Ref } from '#shared/flow/parameters.ts'
import { paymentBehind, refsOfPayment } from '#shared/flow/payment.ts'
import { numberOf, textOf } from '#shared/flow/read-props.ts'
import { said } from '#shared/flow/said.ts'
import { legsTakenBack } from '#shared/flow/take-back.ts'
import { turnOf } from '#shared/flow/turn.ts'
import { money } from '#shared/money/money.ts'
import { renewalRefusal } from './decline.ts'
import { findPayment } from './find-payment.ts'
import { defineLifecycle, type Happening } from './lifecycle.ts'
import { offer } from './offer.ts'
import { bookOnwardBack, bookReturn } from './refund-books.ts'
import { type Returning, type ReturnWish, returningOf, sentOnly, takeBack } from './returning.ts'

const props = z.strictObject({
  scope: z.optional(z.enum(['full', 'amount', 'percent', 'lines'])),
  /** Minor units. */
  amount: z.optional(z.number().check(z.int(), z.gte(1))),
  percent: z.optional(z.number().check(z.gt(0), z.lte(100))),
  /** Prices of the services that are given back. */
  prices: z.optional(z.array(z.string())),
})

type Props = z.infer<typeof props>
type Refund = Happening<Props>

const paymentOf = (block: Block, flow: FlowIndex): Block | undefined => {
  const source = flow.into(block, 'money-in')[0]
  return source && paymentBehind(source, flow)
}

/** Whether it is paid month by month. */
const renews = ({ kind }: Block): boolean => kind === 'subscription' || kind === 'subscription-schedule'

/** Days after a monthly payment by which the next one was made, and not yet the one after that. */
const AFTER_THE_NEXT = 35

const pricesOf = (payment: Block, flow: FlowIndex): readonly Block[] => refsOfPayment(payment, 'price', flow)

/** The services that are given back: those that are named, else the last one. */
const servicesOf = ({ block, props }: Refund, flow: FlowIndex): readonly BlockId[] => {
  if (props.prices) return props.prices.map(blockId)
  const payment = paymentOf(block, flow)
  const last = payment && pricesOf(payment, flow).at(-1)
  return last ? [last.id] : []
}

/** Named services of an invoice are given back line by line; a payment without one knows only amounts. */
const linesWish = (
  happening: Refund,
  amount: number | undefined,
  flow: FlowIndex,
): ReturnWish | undefined => {
  const prices = servicesOf(happening, flow)
  const payment = paymentOf(happening.block, flow)
  if (!payment || prices.length === 0) return undefined
  if (isInvoiced(payment, flow))
    return { scope: 'lines', ...(amount === undefined ? {} : { amount }), prices }
  const lines = linesOfPayment(flow, payment, turnOf(happening.month))?.lines ?? []
  const all = totalOf(lines.filter(({ price }) => prices.includes(price)))
  return { scope: 'amount', amount: Math.min(amount ?? all, all), prices: [] }
}

/** What is given back: the incident's word, else the block's; everything where that says too little. */
const wishOf = (happening: Refund, flow: FlowIndex): ReturnWish => {
  const { block, props } = happening
  const amount = props.amount ?? numberOf(block, 'amount')
  const percent = props.percent ?? numberOf(block, 'percent')
  const wishes: Readonly<Record<string, ReturnWish | undefined>> = {
    lines: linesWish(happening, amount, flow),
    amount: amount === undefined ? undefined : { scope: 'amount', amount, prices: [] },
    percent:
      percent === undefined
        ? undefined
        : { scope: 'percent', percentBps: Math.round(percent * 100), prices: [] },
  }
  return wishes[props.scope ?? textOf(block, 'scope')] ?? { scope: 'full', prices: [] }
}

/** What the providers give back for this refund; null when the platform bears it alone. */
const takingBack = (block: Block, payment: Block, flow: FlowIndex) =>
  textOf(block, 'borneBy') === 'platform' ? null : legsTakenBack(block, payment, flow)

const noteReason = (block: Block): string | undefined => {
  const reason = textOf(block, 'reason')
  return reason === 'duplicate' || reason === 'fraudulent' ? reason : undefined
}

/** The money goes back: by a credit note, which corrects the invoice too, or by a refund of the charge. */
const payBack = (
  { block }: Refund,
  { stage, found, part, wish: { scope } }: Returning,
  after: readonly Ref[],
): void => {
  const { invoice, onAccount } = found
  const more = { after, ...(onAccount ? { onAccount } : {}) }
  if (invoice && textOf(block, 'via') !== 'refund') {
    stage.call(
      'creditNotes.create',
      said({
        invoice,
        ...(scope === 'lines' ? { lines: part('lines') } : { amount: part('amount') }),
        refund_amount: part('amount'),
        reason: noteReason(block),
      }),
      { ...more, name: 'note', title: `Credit note for “${block.label}”` },
    )
    return
  }
  const flag = (name: string) => (block.props[name] === true ? true : undefined)
  stage.call(
    'refunds.create',
    said({
      charge: found.intent('latest_charge.id'),
      amount: part('amount'),
      reason: textOf(block, 'reason') || undefined,
      reverse_transfer: flag('reverseTransfer'),
      refund_application_fee: flag('refundApplicationFee'),
    }),
    { ...more, name: 'create', title: `Refund “${block.label}”` },
  )
}

/** Money back to the customer: everything, an amount, a part, or the services that are named. */
export const refund = defineLifecycle<Props>({
  kind: 'refund',
  title: 'Refund',
  on: ['refund'],
  props,
  onAnyDay: true,
  refusal({ block, month, props }, flow) {
    const payment = paymentOf(block, flow)
    if (!payment) return `“${block.label}” has no payment to give back.`
    if (month > 1 && !renews(payment)) return `“${payment.label}” is paid once, in month 1.`
    const late = month > 1 ? renewalRefusal(payment, month, flow) : null
    if (late !== null) return late
    const strange = (props.prices ?? []).find(id => !pricesOf(payment, flow).some(price => price.id === id))
    return strange === undefined ? null : `“${payment.label}” bills no price “${strange}”.`
  },
  offers(block, flow) {
    const payment = paymentOf(block, flow)
    if (!payment) return []
    const month = 1
    const prices = pricesOf(payment, flow)
    const last = prices.at(-1)
    const happens = (props: Props) => ({ kind: 'refund', block: block.id, month, props })
    const waits = (takingBack(block, payment, flow)?.legs ?? []).map(({ waitDays }) => waitDays)
    const day = Math.max(0, ...waits) + 1
    return [
      offer('refund', 'Full refund', [happens({ scope: 'full' })]),
      ...(prices.length > 1 && last
        ? [offer('refund-one', `Refund of “${last.label}”`, [happens({ scope: 'lines', prices: [last.id] })])]
        : []),
      offer('refund-part', 'Refund of a tenth', [happens({ scope: 'percent', percent: 10 })]),
      ...(day > 1 && day <= LATEST_DAY
        ? [
            offer('refund-late', 'Full refund, after the shares were sent', [
              { ...happens({ scope: 'full' }), day },
            ]),
          ]
        : []),
      ...(renews(payment) && renewalRefusal(payment, 2, flow) === null
        ? [
            offer('refund-earlier', 'Full refund of month 1, when month 2 is paid', [
              { ...happens({ scope: 'full' }), day: AFTER_THE_NEXT },
            ]),
          ]
        : []),
    ]
  },
  compile(happening, calls) {
    const { block, day } = happening
    const { flow } = calls
    const payment = paymentOf(block, flow)
    const stage = calls.after(day)
    const found = payment && findPayment(payment, calls, stage)
    if (!payment || !found) return
    const separate = derivedChargeType(payment, flow) === 'separate'
    const taking = separate ? sentOnly(takingBack(block, payment, flow), day) : null
    const returning = returningOf({ payment, found, stage, wish: wishOf(happening, flow), taking }, calls)
    const first = taking ? [takeBack(returning, taking.by)] : []
    payBack(happening, returning, first)
  },
  forecast(happening, books) {
    const { block } = happening
    const payment = paymentOf(block, books.flow)
    const paid = payment && books.paid(payment)
    if (!payment || !paid) return
    const taking = takingBack(block, payment, books.flow)
    const { amount } = bookReturn(block, books, { paid, wish: wishOf(happening, books.flow), taking })
    books.post(block, {
      from: paid.charged,
      to: paid.payer,
      money: money(amount, paid.currency),
      memo: `Refund “${block.label}”`,
    })
    books.update(payment, { onward: bookOnwardBack(block, books, { paid, amount }) })
  },
})
