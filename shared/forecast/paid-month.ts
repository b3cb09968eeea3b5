import type { PaidLine } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import type { PlayedPosting } from '#shared/flow/play-month.ts'
import { sharedLegs } from '#shared/flow/shared-legs.ts'
import { taxAccounts, taxBlockOf } from '#shared/flow/taxes.ts'
import { billedLines } from '#shared/lifecycles/billed-lines.ts'
import type { Onward, PaidMonth } from '#shared/lifecycles/incident-books.ts'
import type { Account } from '#shared/money/posting.ts'

/** A month that was played: its entries, what payments billed besides, and by how much their open invoices were lowered. */
type Played = {
  readonly flow: FlowIndex
  readonly month: number
  readonly entries: readonly PlayedPosting[]
  readonly carried: ReadonlyMap<BlockId, readonly PaidLine[]>
  readonly lowered: ReadonlyMap<BlockId, number>
}

/** What went on with a payment itself: the transfer of a destination charge, the application fee of either kind. */
const onwardOf = (paid: PlayedPosting, entries: readonly PlayedPosting[]): Onward | null => {
  const own = entries.filter(({ block }) => block === paid.block)
  const isAccount = (account: Account) => account.startsWith('balance:') && account !== 'balance:platform'
  const sent = own.find(({ from, to }) => from === 'balance:platform' && isAccount(to))
  const fee = own.find(({ from, to }) => isAccount(from) && to === 'balance:platform')
  const holder = isAccount(paid.to) ? paid.to : sent?.to
  return holder === undefined
    ? null
    : { holder, sent: sent?.money.amount ?? 0, reversed: 0, fee: fee?.money.amount ?? 0, feeReturned: 0 }
}

/** What the entries of a month say about the payment of a block; null when nothing was paid. */
export const paidMonth = (payment: Block, played: Played): PaidMonth | null => {
  const { flow, month, entries, carried } = played
  const isPayment = ({ from, block }: PlayedPosting) => {
    const by = flow.block(block)
    return from.startsWith('customer:') && by !== undefined && paymentBehind(by, flow).id === payment.id
  }
  const paid = entries.find(isPayment)
  if (!paid) return null
  const holders: Record<string, Account> = {}
  const waiting = new Set<string>()
  const legs = sharedLegs(payment, flow).flatMap(({ transfer, account, prices }) => {
    holders[transfer.id] = `balance:${account.id}`
    const sent = entries.find(({ block, to }) => block === transfer.id && to === `balance:${account.id}`)
    if (sent?.waitDays !== undefined) waiting.add(transfer.id)
    const lines = prices.length > 0 ? prices.map(price => price.id) : null
    return sent ? [{ key: transfer.id, lines, sent: sent.money.amount, reversed: 0 }] : []
  })
  return {
    payment,
    payer: paid.from,
    charged: paid.to,
    currency: paid.money.currency,
    holders,
    waiting,
    taxed: taxBlockOf(payment, flow) ? taxAccounts(payment, flow) : null,
    onward: onwardOf(paid, entries),
    book: {
      paid: paid.money.amount + (played.lowered.get(payment.id) ?? 0),
      unnamed: 0,
      lines: billedLines(payment, { flow, month, besides: carried.get(payment.id) ?? [] }),
      legs,
    },
  }
}
