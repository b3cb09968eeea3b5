import type { PaidLine } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { CustomerBalances } from '#shared/flow/customer-balances.ts'
import type { Incident } from '#shared/flow/document.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import { giveBack, type PaymentBook } from '#shared/flow/give-back.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { Month } from '#shared/flow/play-month.ts'
import { billedBook } from '#shared/lifecycles/billed-lines.ts'
import type { MonthAhead } from '#shared/lifecycles/incident-books.ts'
import { lifecycleOf } from '#shared/lifecycles/index.ts'

/** What incidents have changed so far, and what they change about the month that begins. */
export class MonthState {
  flow: FlowIndex
  carried: ReadonlyMap<BlockId, readonly PaidLine[]> = new Map()
  lowered: ReadonlyMap<BlockId, number> = new Map()
  readonly balances = new CustomerBalances()
  #next = new Map<BlockId, readonly PaidLine[]>()
  #changes: { block: BlockId; props: Readonly<Record<string, unknown>> }[] = []
  readonly #over = new Set<BlockId>()

  constructor(flow: FlowIndex) {
    this.flow = flow
  }

  /** Begins a month: what was put off to it happens, and its incidents say what does not. */
  begin(
    month: number,
    incidents: readonly Incident[],
    period: MonthAhead['period'],
  ): Pick<Month, 'without' | 'carried' | 'fees' | 'lowered' | 'balances'> {
    this.#applyChanges()
    this.carried = this.#next
    this.#next = new Map()
    const now = new Set<BlockId>()
    const fees = new Map<BlockId, string>()
    const lowered = new Map<BlockId, number>()
    const open = new Map<BlockId, PaymentBook>()
    const ahead: MonthAhead = {
      flow: this.flow,
      period,
      leaveOut: (payment, how) => {
        if (how === 'for-good') this.#over.add(payment)
        else now.add(payment)
      },
      payWith: (payment, fee) => {
        fees.set(payment, fee)
      },
      lower: (payment, wish) => {
        const besides = this.carried.get(payment.id) ?? []
        const book = open.get(payment.id) ?? billedBook(payment, { flow: this.flow, month, besides })
        const { amount, after } = giveBack(wish, book)
        open.set(payment.id, after)
        lowered.set(payment.id, (lowered.get(payment.id) ?? 0) + amount)
      },
      carry: (payment, lines) => {
        this.#next.set(payment, [...(this.#next.get(payment) ?? []), ...lines])
      },
      change: (block, props) => {
        this.#changes.push({ block, props })
      },
    }
    for (const incident of incidents) lifecycleOf(incident.kind)?.prepare(incident, ahead)
    this.lowered = lowered
    const { carried, balances } = this
    return { without: new Set([...this.#over, ...now]), carried, fees, lowered, balances }
  }

  #applyChanges(): void {
    if (this.#changes.length === 0) return
    const { graph, today } = this.flow
    const blocks = { ...graph.blocks }
    for (const { block: id, props } of this.#changes) {
      const block = blocks[id]
      if (block) blocks[id] = { ...block, props: { ...block.props, ...props } }
    }
    this.#changes = []
    this.flow = indexFlow({ ...graph, blocks }, { today })
  }
}
