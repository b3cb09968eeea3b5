import * as z from 'zod/mini'
import { definitionOf } from '#shared/blocks/index.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { balanceOf, currencyPaidOut, payoutFee, payoutPostings } from '#shared/flow/pay-out.ts'
import { playMonth } from '#shared/flow/play-month.ts'
import { numberOf, textOf } from '#shared/flow/read-props.ts'
import { said } from '#shared/flow/said.ts'
import { formatMoney } from '#shared/money/format.ts'
import { money } from '#shared/money/money.ts'
import { balances } from '#shared/money/posting.ts'
import type { IncidentCalls } from './incident-calls.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

/** Minor units of the currency of the balance. */
const props = z.strictObject({ amount: z.number().check(z.int(), z.gte(1)) })

/** Money of this card is available at once, which that of others is not. */
const AVAILABLE_CARD = 'pm_card_bypassPending'
const PAID = ['subscriptions.create', 'invoices.create', 'paymentIntents.create']

const sourceOf = (block: Block, flow: FlowIndex): Block | undefined => flow.into(block, 'money-in')[0]

/** What lies in the balance after the payments of so many months, less what is to stay there. */
const heldAfter = (block: Block, months: number, flow: FlowIndex): number => {
  const source = sourceOf(block, flow)
  const currency = currencyPaidOut(source, flow)
  const played = Array.from({ length: months }, (_, index) =>
    playMonth(flow, definitionOf, { month: index + 1, day: 0 }),
  )
  const there = played.flatMap(({ entries }) => entries.filter(({ waitDays }) => waitDays === undefined))
  const held = balances(there)[balanceOf(source)]?.[currency] ?? 0
  return held - (numberOf(block, 'minimumBalance') ?? 0)
}

/** The most that can be paid out: the fee of an instant payout stays behind, and so does what makes no whole step. */
const mostAfter = (block: Block, months: number, flow: FlowIndex): number => {
  const held = heldAfter(block, months, flow)
  const step = CURRENCIES.get(currencyPaidOut(sourceOf(block, flow), flow))?.payoutStep ?? 1
  const left = Math.max(0, held - (held > 0 ? payoutFee(block, held) : 0))
  return left - (left % step)
}

const payWithAvailableMoney = (calls: IncidentCalls): void => {
  for (const payment of calls.flow.blocks())
    if (calls.made(payment, PAID) !== null) calls.firstCard(payment, AVAILABLE_CARD)
}

/** A balance whose payouts are made by hand is paid out: right after the payment of its month. */
export const payout = defineLifecycle<z.infer<typeof props>>({
  kind: 'payout',
  title: 'Payout by hand',
  on: ['payout'],
  props,
  refusal({ block, month, props: { amount } }, flow) {
    const source = sourceOf(block, flow)
    if (!source) return `“${block.label}” has no balance to pay out.`
    if (textOf(block, 'interval') !== 'manual')
      return `“${block.label}” is made by Stripe’s schedule, ${textOf(block, 'interval')}.`
    const most = mostAfter(block, month, flow)
    if (amount <= most) return null
    const shown = formatMoney(money(Math.max(0, most), currencyPaidOut(source, flow)))
    return `“${source.label}” can pay out ${shown} after the payment of month ${month}.`
  },
  offers(block, flow) {
    const amount = mostAfter(block, 1, flow)
    return amount <= 0
      ? []
      : [
          offer('payout', `Payout “${block.label}” by hand`, [
            { kind: 'payout', block: block.id, month: 1, props: { amount } },
          ]),
        ]
  },
  compile({ block, props: { amount } }, calls) {
    const source = sourceOf(block, calls.flow)
    const account = source && calls.accountOf(source)
    const there = account ? { onAccount: account } : {}
    payWithAvailableMoney(calls)
    const stage = calls.after()
    const read = stage.call(
      'balance.retrieve',
      {},
      { name: 'balance', title: `Read what “${source?.label ?? block.label}” has`, ...there },
    )
    const method = textOf(block, 'method')
    stage.call(
      'payouts.create',
      said({
        amount,
        currency: currencyPaidOut(source, calls.flow),
        method: method === 'instant' ? method : undefined,
        description: block.label,
      }),
      { name: 'create', title: `Payout “${block.label}”`, after: [read], ...there },
    )
  },
  forecast({ block, props: { amount } }, books) {
    const source = sourceOf(block, books.flow)
    const paid = money(amount, currencyPaidOut(source, books.flow))
    const { moved, billed } = payoutPostings(block, source, paid)
    books.post(block, moved)
    if (billed) books.bill(block, billed)
  },
})
