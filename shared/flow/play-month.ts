import { FEE_TABLE, feeFact } from '#shared/facts/fees.ts'
import { invariant } from '#shared/money/invariant.ts'
import { add, type Money } from '#shared/money/money.ts'
import type { Posting } from '#shared/money/posting.ts'
import { basisPoints } from '#shared/money/round.ts'
import type { MoneyArrival, PaidLine } from './arrival.ts'
import type { FlowIndex, ForecastContext } from './block-definition.ts'
import type { Definitions } from './connect.ts'
import { CustomerBalances, minimumCharge } from './customer-balances.ts'
import { connectionsOf } from './flow-index.ts'
import type { Block, Connection } from './graph.ts'
import type { BlockId, ConnectionId } from './ids.ts'
import { isInvoiced } from './paid-charges.ts'
import { payerOf } from './payment.ts'

/** A posting with the block that caused it. Where money waits: days after the payment on which it is booked. */
export type PlayedPosting = Posting & { readonly block: BlockId; readonly waitDays?: number }

/** One month of a flow, played through the blocks' own `forecast`. */
export type PlayedMonth = {
  readonly entries: readonly PlayedPosting[]
  readonly billed: readonly PlayedPosting[]
  /** Money that went over each connection. */
  readonly flows: ReadonlyMap<ConnectionId, Money>
}

/** Blocks among which money flows, and the connections at them, in the order of their ids. */
type Among = { readonly blocks: readonly Block[]; readonly connections: readonly Connection[] }

/**
 * The month to play (from 1), its day (from the first payment, day 0), blocks that do nothing in it, and what of the
 * flow is played; all of it when absent.
 */
export type Month = {
  readonly month: number
  readonly day: number
  /** True for payments between that of the month and the next one. */
  readonly between?: boolean
  /** Blocks that were active already at an earlier payment of the month; those that are become part of it. */
  readonly active?: Set<BlockId>
  readonly without?: ReadonlySet<BlockId>
  readonly among?: Among
  /** Lines that payments bill besides. */
  readonly carried?: ReadonlyMap<BlockId, readonly PaidLine[]>
  /** Fee of payments that are not made by card. */
  readonly fees?: ReadonlyMap<BlockId, string>
  /** What customers owe or have to their credit; invoices of the month change it. Nobody has anything when absent. */
  readonly balances?: CustomerBalances
  /** By how much a payment's open invoice is lowered before it is paid. */
  readonly lowered?: ReadonlyMap<BlockId, number>
}

/**
 * Fee of one payment at the list prices: percent parts and fixed part added exactly, rounded half up once, then capped.
 * Fixed part and cap are known in the table's own currency only.
 */
const paymentFee = (id: string, amount: number, currency: string): number => {
  const fact = feeFact(id)
  invariant(fact !== null, `the fee table of ${FEE_TABLE.asOf} has no fee “${id}”`)
  const { percentBps = 0, fixed = 0, cap = Number.MAX_SAFE_INTEGER } = fact
  const known = currency === FEE_TABLE.currency
  return Math.min(
    basisPoints(amount, percentBps) + (known ? fixed : 0),
    known ? cap : Number.MAX_SAFE_INTEGER,
  )
}

/** Blocks in the order in which money reaches them; blocks on a cycle come last, in graph order. */
export const moneyOrder = (
  flow: FlowIndex,
  money: readonly Connection[],
  blocks: readonly Block[] = flow.blocks(),
): readonly Block[] => {
  const waiting = new Map<BlockId, number>(blocks.map(block => [block.id, 0]))
  const next = new Map<BlockId, BlockId[]>()
  for (const { from, to } of money) {
    waiting.set(to.block, (waiting.get(to.block) ?? 0) + 1)
    const targets = next.get(from.block) ?? []
    next.set(from.block, targets)
    targets.push(to.block)
  }
  const ready = blocks.filter(block => waiting.get(block.id) === 0)
  const order: Block[] = []
  for (let block = ready.shift(); block; block = ready.shift()) {
    order.push(block)
    for (const id of next.get(block.id) ?? []) {
      const left = (waiting.get(id) ?? 1) - 1
      waiting.set(id, left)
      const target = flow.block(id)
      if (left === 0 && target) ready.push(target)
    }
  }
  const reached = new Set(order)
  return [...order, ...blocks.filter(block => !reached.has(block))]
}

const key = (block: BlockId, port: string) => `${block} ${port}`

const playedBy = ({ id }: Block, posting: Posting, waitDays = 0): PlayedPosting => ({
  ...posting,
  block: id,
  ...(waitDays > 0 ? { waitDays } : {}),
})

const groupBy = (
  connections: readonly Connection[],
  end: 'from' | 'to',
): ReadonlyMap<string, readonly Connection[]> => {
  const groups = new Map<string, Connection[]>()
  for (const connection of connections) {
    const place = key(connection[end].block, connection[end].port)
    const group = groups.get(place) ?? []
    groups.set(place, group)
    group.push(connection)
  }
  return groups
}

/** Plays one month: every block in money order posts what it does and hands its money on. */
export const playMonth = (
  flow: FlowIndex,
  definitions: Definitions,
  { month, day, between = false, active = new Set(), balances = new CustomerBalances(), ...more }: Month,
): PlayedMonth => {
  const { without, among, carried, fees, lowered } = more
  const carriesMoney = (connection: Connection) => {
    const source = flow.block(connection.from.block)
    return (
      source &&
      definitions(source.kind)?.ports.find(port => port.id === connection.from.port)?.carries === 'money'
    )
  }
  const money = (among?.connections ?? connectionsOf(flow.graph)).filter(carriesMoney)
  const outgoing = groupBy(money, 'from')
  const ingoing = groupBy(money, 'to')
  const entries: PlayedPosting[] = []
  const billed: PlayedPosting[] = []
  const flows = new Map<ConnectionId, Money>()
  const arrivals = new Map<string, MoneyArrival[]>()
  const record = (id: ConnectionId, amount: Money) => {
    const before = flows.get(id)
    flows.set(id, before && before.currency === amount.currency ? add(before, amount) : amount)
  }
  const contextOf = (block: Block): ForecastContext => ({
    flow,
    month,
    day,
    between,
    firstInMonth() {
      const isFirst = !active.has(block.id)
      active.add(block.id)
      return isFirst
    },
    incoming: port => arrivals.get(key(block.id, port)) ?? [],
    draw(port, arrival) {
      const first = ingoing.get(key(block.id, port))?.[0]
      if (first) record(first.id, arrival.money)
    },
    send(port, arrivalFor) {
      for (const connection of outgoing.get(key(block.id, port)) ?? []) {
        const target = flow.block(connection.to.block)
        const arrival = target && arrivalFor(target)
        if (!arrival) continue
        record(connection.id, arrival.money)
        const there = key(connection.to.block, connection.to.port)
        arrivals.set(there, [...(arrivals.get(there) ?? []), arrival])
      }
    },
    post: (posting, waitDays) => entries.push(playedBy(block, posting, waitDays)),
    bill: (posting, waitDays) => billed.push(playedBy(block, posting, waitDays)),
    carried: carried?.get(block.id) ?? [],
    charged(payment, total, currency) {
      const payer = isInvoiced(payment, flow) ? payerOf(payment, flow) : undefined
      if (!payer) return total < minimumCharge(currency) ? 0 : total
      return balances.charge(payer.id, currency, total) - (lowered?.get(payment.id) ?? 0)
    },
    cardFee: (amount, currency) => paymentFee(fees?.get(block.id) ?? 'card', amount, currency),
  })
  for (const block of moneyOrder(flow, money, among?.blocks))
    if (!without?.has(block.id)) definitions(block.kind)?.forecast?.(block, contextOf(block))
  return { entries, billed, flows }
}
