import * as z from 'zod/mini'
import { FEE_TABLE, feeFact } from '#shared/facts/fees.ts'
import { totalOf } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { leftOf } from '#shared/flow/give-back.ts'
import type { Block } from '#shared/flow/graph.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import type { Param, Ref } from '#shared/flow/parameters.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import { textOf } from '#shared/flow/read-props.ts'
import { recoveredLegs } from '#shared/flow/take-back.ts'
import { FIRST_PAYMENT } from '#shared/flow/turn.ts'
import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import { changeCard, GOOD_CARD } from './change-card.ts'
import { renewalRefusal } from './decline.ts'
import { findPayment } from './find-payment.ts'
import type { IncidentBooks, PaidMonth } from './incident-books.ts'
import type { IncidentCalls, StageCalls } from './incident-calls.ts'
import { defineLifecycle, type Happening } from './lifecycle.ts'
import { offer } from './offer.ts'

const props = z.strictObject({ outcome: z.optional(z.enum(['lost', 'won'])) })
type Props = z.infer<typeof props>
type Dispute = Happening<Props>

const DISPUTED_CARD = 'pm_card_createDispute'

const paymentOf = (block: Block, flow: FlowIndex): Block | undefined => {
  const source = flow.into(block, 'money-in')[0]
  return source && paymentBehind(source, flow)
}

const isCountered = (block: Block): boolean => textOf(block, 'response') !== 'accept'

/**
 * A win must be paid out to providers from available money, of which earlier runs may have left less than none; a reserve
 * of the platform's own stands in for it in a run.
 */
const fundReserve = (payment: Block, calls: IncidentCalls, stage: StageCalls): Ref => {
  const expected = linesOfPayment(calls.flow, payment, FIRST_PAYMENT)
  const total = totalOf(expected?.lines ?? [])
  return stage.call(
    'paymentIntents.create',
    {
      amount: Math.min(Math.max(total, 100) * 100, 99_999_999),
      currency: expected?.currency ?? calls.flow.platform.currency,
      payment_method: 'pm_card_bypassPending',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      description: 'Reserve of the platform',
    },
    { name: 'reserve', apart: true, title: 'Put available money into the platform’s balance' },
  )
}

type Answering = {
  readonly stage: StageCalls
  readonly found: Ref
  readonly after: readonly Ref[]
  readonly onAccount: Param | undefined
}

/** Answers the dispute: evidence of Stripe’s test mode that wins or loses, or none. */
const answer = ({ block, props }: Dispute, { stage, found, after, onAccount }: Answering): void => {
  const target: Ref = { ...found, path: 'data.0.id' }
  const more = { target, after, ...(onAccount ? { onAccount } : {}) }
  if (!isCountered(block)) {
    stage.call('disputes.close', {}, { ...more, name: 'accept', title: `Accept “${block.label}”` })
    return
  }
  const text = props.outcome === 'won' ? 'winning_evidence' : 'losing_evidence'
  stage.call(
    'disputes.update',
    { evidence: { uncategorized_text: text }, submit: true },
    { ...more, name: 'counter', title: `Counter “${block.label}” with evidence` },
  )
}

const feeOf = (id: string, currency: string): number =>
  currency === FEE_TABLE.currency ? (feeFact(id)?.fixed ?? 0) : 0

const FEES: Account = 'fees:stripe'
const PLATFORM: Account = 'balance:platform'

/** A dispute as a forecast sees it: what the bank takes, and what of each share is recovered. */
type Contested = {
  readonly paid: PaidMonth
  readonly amount: number
  readonly countering: number
  readonly by: Block
  readonly taken: ReadonlyMap<string, number>
}

const contestedOf = ({ block }: Dispute, paid: PaidMonth, flow: FlowIndex): Contested => {
  const recovering = recoveredLegs(block, paid.payment, flow)
  const recovered = new Set(recovering?.legs.map(({ transfer }) => String(transfer.id)))
  return {
    paid,
    amount: leftOf(paid.book),
    countering: isCountered(block) ? feeOf('dispute_countered', paid.currency) : 0,
    by: recovering?.by ?? block,
    taken: new Map(
      paid.book.legs
        .filter(({ key }) => recovered.has(key))
        .map(({ key, sent, reversed }) => [key, sent - reversed]),
    ),
  }
}

type Move = { readonly from: Account; readonly to: Account; readonly amount: number; readonly memo: string }

const moveIn =
  (books: IncidentBooks, { currency }: PaidMonth) =>
  (block: Block, { amount, ...posting }: Move): void =>
    books.post(block, { ...posting, money: money(amount, currency) })

const bookShares = (
  books: IncidentBooks,
  { paid, by, taken }: Contested,
  way: { readonly back: boolean; readonly memo: string },
): void => {
  const move = moveIn(books, paid)
  for (const [key, amount] of taken) {
    if (paid.waiting.has(key)) continue
    const holder = paid.holders[key] ?? paid.charged
    const [from, to] = way.back ? [holder, PLATFORM] : [PLATFORM, holder]
    move(by, { from, to, amount, memo: way.memo })
  }
}

const bookLoss = ({ block }: Dispute, books: IncidentBooks, contested: Contested): void => {
  const { paid, amount, countering } = contested
  const move = moveIn(books, paid)
  const { charged, payer, currency } = paid
  const received = feeOf('dispute_received', currency)
  move(block, { from: charged, to: payer, amount, memo: `Dispute “${block.label}”` })
  move(block, { from: charged, to: FEES, amount: received, memo: 'Dispute fee' })
  bookShares(books, contested, { back: true, memo: `Share recovered for “${block.label}”` })
  move(block, { from: charged, to: FEES, amount: countering, memo: 'Fee for countering' })
}

const bookWin = ({ block }: Dispute, books: IncidentBooks, contested: Contested): void => {
  const { paid, amount, countering } = contested
  const move = moveIn(books, paid)
  const { charged, payer } = paid
  move(block, { from: payer, to: charged, amount, memo: `Dispute “${block.label}” won` })
  move(block, { from: FEES, to: charged, amount: countering, memo: 'Fee for countering returned' })
  if (block.props['onWon'] !== false)
    bookShares(books, contested, { back: false, memo: `Share paid again after “${block.label}”` })
}

/** The cardholder contests a payment: the bank takes it back, shares are recovered, and a win turns it round. */
export const dispute = defineLifecycle<Props>({
  kind: 'dispute',
  title: 'Dispute',
  on: ['dispute'],
  props,
  atOnceBecause: 'Stripe’s test cards contest a payment right after its charge, and no call does so later.',
  refusal({ block, month, props }, flow) {
    const payment = paymentOf(block, flow)
    if (!payment) return `“${block.label}” has no payment to contest.`
    if (props.outcome === 'won' && !isCountered(block))
      return `“${block.label}” accepts disputes, so that none is won.`
    return month === 1 ? null : renewalRefusal(payment, month, flow)
  },
  offers: block => [
    offer('dispute-lost', 'Dispute, lost', [
      { kind: 'dispute', block: block.id, month: 1, props: { outcome: 'lost' } },
    ]),
    offer('dispute-won', 'Dispute, countered and won', [
      { kind: 'dispute', block: block.id, month: 1, props: { outcome: 'won' } },
    ]),
  ],
  compile(happening, calls) {
    const { block, month, props } = happening
    const payment = paymentOf(block, calls.flow)
    if (!payment) return
    if (month === 1) calls.firstCard(payment, DISPUTED_CARD)
    else changeCard(payment, DISPUTED_CARD, { calls, stage: calls.before })
    const stage = calls.after()
    const paid = findPayment(payment, calls, stage)
    if (!paid) return
    const restored = changeCard(payment, GOOD_CARD, { calls, stage })
    const found = stage.call(
      'disputes.list',
      { payment_intent: paid.intent('id'), limit: 100 },
      { name: 'find', title: 'Find the dispute', ...(paid.onAccount ? { onAccount: paid.onAccount } : {}) },
    )
    const recovered = recoveredLegs(block, payment, calls.flow)?.legs ?? []
    const paysAgain = props.outcome === 'won' && recovered.some(({ waitDays }) => waitDays === 0)
    const reserve = paysAgain ? [fundReserve(payment, calls, stage)] : []
    answer(happening, {
      stage,
      found,
      after: [...(restored ? [restored] : []), ...reserve],
      onAccount: paid.onAccount,
    })
  },
  forecast(happening, books) {
    const payment = paymentOf(happening.block, books.flow)
    const paid = payment && books.paid(payment)
    if (!payment || !paid) return
    const contested = contestedOf(happening, paid, books.flow)
    bookLoss(happening, books, contested)
    if (happening.props.outcome === 'won') {
      bookWin(happening, books, contested)
      return
    }
    const legs = paid.book.legs.map(leg => ({
      ...leg,
      reversed: leg.reversed + (contested.taken.get(leg.key) ?? 0),
    }))
    books.update(payment, {
      book: { ...paid.book, unnamed: paid.book.unnamed + contested.amount, legs },
    })
  },
})
