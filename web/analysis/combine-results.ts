import { definitionOf } from '#shared/blocks/index.ts'
import { portOf } from '#shared/flow/connect.ts'
import type { Connection, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, type ConnectionId, entriesOf, idsOf } from '#shared/flow/ids.ts'
import type { Money } from '#shared/money/money.ts'
import type { ReconciliationRow } from '#shared/run/reconciliation.ts'
import { type Analysis, blockAt } from './analysis-store.ts'
import { numberMoved } from './number-moved.ts'
import { type BookedAmounts, bookedAmounts } from './observed-amounts.ts'
import type { BlockResult, ConnectionResult, Drain, Results } from './results.ts'
import type { RunPicture } from './run-picture.ts'

/** A run that is shown, as far as the canvas shows it. */
export type ShownPicture = {
  readonly picture: RunPicture
  /** What the run has seen each party gain or lose; who is not in it stands as forecast. */
  readonly parties: ReadonlyMap<BlockId, Money>
  /** What went over connections over which the first payment moves nothing: refunds, disputes, reversals. */
  readonly moved: ReadonlyMap<ConnectionId, Money>
  /** What the first payment moved as the run was drawn; null while the drawing is the same. */
  readonly ran: ReadonlyMap<ConnectionId, Money> | null
  /** Balances that are not as forecast. */
  readonly differences: readonly ReconciliationRow[]
}

/** Everything that results are made of. */
export type Sources = {
  readonly graph: FlowGraph
  readonly analysis: Analysis
  readonly shown: ShownPicture | null
}

type Counts = { errors: number; warnings: number; advice: number; problem?: string }

const kinds = { error: 'errors', warning: 'warnings', info: 'advice' } as const

const none: Counts = { errors: 0, warnings: 0, advice: 0 }

/** The first clause of a message: what is wrong, without what was found. */
const short = (message: string): string => message.replace(/, found .*$/, '').replace(/^“[^”]*” /, '')

const countsOf = ({ problems }: Analysis): Map<BlockId, Counts> => {
  const counts = new Map<BlockId, Counts>()
  for (const { location, severity, suppressed, message } of problems) {
    const block = blockAt(location)
    if (block === null || suppressed !== undefined) continue
    const before = counts.get(block) ?? none
    const kind = kinds[severity]
    counts.set(block, {
      ...before,
      [kind]: before[kind] + 1,
      ...(severity === 'error' && before.problem === undefined && { problem: short(message) }),
    })
  }
  return counts
}

const carriesMoney = (graph: FlowGraph, { from }: Connection): boolean =>
  portOf(graph, from, definitionOf)?.carries === 'money'

/** Amounts that change inside a block: more comes in than goes out, because something was taken. */
const reduced = ({ graph, analysis }: Sources): Map<BlockId, Money> => {
  const into = new Map<BlockId, Money>()
  const out = new Map<BlockId, number>()
  for (const [id, { from, to }] of entriesOf(graph.connections)) {
    const money = analysis.amounts.get(id)
    if (!money) continue
    const before = into.get(to.block)
    into.set(to.block, before ? { ...before, amount: before.amount + money.amount } : money)
    out.set(from.block, (out.get(from.block) ?? 0) + money.amount)
  }
  return new Map([...into].filter(([id, { amount }]) => (out.get(id) ?? amount) < amount))
}

const blockResults = (sources: Sources): Record<BlockId, BlockResult> => {
  const { graph, analysis, shown } = sources
  const counts = countsOf(analysis)
  const changed = reduced(sources)
  const entries = idsOf(graph.blocks).map((id): [BlockId, BlockResult] => {
    const party = shown?.parties.get(id) ?? analysis.parties.get(id)
    const amount = party ?? changed.get(id)
    const picture = shown?.picture.blocks.get(id)
    return [
      id,
      {
        ...(counts.get(id) ?? none),
        ...(amount && { amount }),
        ...(party && { signed: true }),
        ...(picture && { run: picture.state }),
        ...(picture?.facts !== undefined && { facts: picture.facts }),
      },
    ]
  })
  return Object.fromEntries(entries)
}

const differing = ({ shown }: Sources): ReadonlySet<string> =>
  new Set(
    (shown?.differences ?? [])
      .map(({ account }) => account)
      .filter(account => account !== 'balance:platform')
      .map(account => account.split(':')[1] ?? ''),
  )

const ran = (state: BlockResult['run']): boolean => state === 'succeeded' || state === 'stale'

/** Whether what is drawn now moves another amount than what ran: then it is forecast again. */
const isNew = (id: ConnectionId, { analysis, shown }: Sources): boolean =>
  Boolean(shown?.ran) && shown?.ran?.get(id)?.amount !== analysis.amounts.get(id)?.amount

/** A channel is observed once both its ends have run; an end for which nothing runs does not count. */
const moneyState = (
  { from, to }: Connection,
  { shown }: Sources,
  odd: ReadonlySet<string>,
): ConnectionResult['state'] => {
  if (!shown) return 'forecast'
  const source = shown.picture.blocks.get(from.block)?.state
  const target = shown.picture.blocks.get(to.block)?.state
  if (source !== undefined && !ran(source)) return 'forecast'
  if (target === 'running' && shown.picture.active) return 'running'
  if (!ran(target)) return 'forecast'
  return odd.has(from.block) || odd.has(to.block) ? 'difference' : 'observed'
}

const moneyResult = (
  sources: Sources,
  [id, connection]: [ConnectionId, Connection],
  { odd, booked }: { odd: ReadonlySet<string>; booked: BookedAmounts },
): ConnectionResult => {
  const amount = sources.analysis.amounts.get(id) ?? sources.shown?.moved.get(id)
  if (!amount) return { state: 'none' }
  const state = isNew(id, sources) ? 'forecast' : moneyState(connection, sources, odd)
  const observed = booked.channels.get(id)
  const over = state === 'observed' || state === 'difference'
  return observed && over ? { amount, observed, state: 'difference' } : { amount, state }
}

const connectionResults = (
  sources: Sources,
  booked: BookedAmounts,
): Record<ConnectionId, ConnectionResult> => {
  const { graph, shown } = sources
  const odd = differing(sources)
  const fired = shown?.picture.fired
  const entries = entriesOf(graph.connections).map(([id, connection]): [ConnectionId, ConnectionResult] => {
    if (carriesMoney(graph, connection)) return [id, moneyResult(sources, [id, connection], { odd, booked })]
    const event = portOf(graph, connection.from, definitionOf)?.carries === 'event'
    const lit = event && fired?.has(connection.from.block) && fired.has(connection.to.block)
    return [id, { state: 'none', ...(lit && { fired: true }) }]
  })
  const order = numberMoved(
    graph,
    new Map(entries.map(([id, { state }]) => [id, state])),
    shown?.picture.worked ?? [],
  )
  return Object.fromEntries(
    entries.map(([id, result]) => [id, order.has(id) ? { ...result, order: order.get(id) } : result]),
  )
}

const drainsOf = ({ analysis, shown }: Sources, booked: BookedAmounts): Record<BlockId, Drain> => {
  const wrong = shown?.differences.some(({ account }) => account === 'fees:stripe')
  const entries = [...analysis.fees].map(([id, amount]): [BlockId, Drain] => {
    const ran = shown?.picture.blocks.get(id)?.state === 'succeeded'
    const state = !ran ? 'forecast' : wrong ? 'difference' : 'observed'
    const observed = ran ? booked.fees.get(id) : undefined
    return [id, { amount, ...(observed && { observed }), label: 'Stripe fee', state }]
  })
  return Object.fromEntries(entries)
}

/** Keeps the entries that say the same as before, so that only what changed is drawn again. */
const keepSame = <T>(before: Readonly<Record<string, T>>, after: Record<string, T>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(after).map(([id, value]): [string, T] => {
      const old = before[id]
      return [id, old !== undefined && JSON.stringify(old) === JSON.stringify(value) ? old : value]
    }),
  )

const total = ({ problems }: Analysis): Results['counts'] => {
  const counted = (severity: 'error' | 'warning' | 'info') =>
    problems.filter(problem => problem.severity === severity && problem.suppressed === undefined).length
  return { errors: counted('error'), warnings: counted('warning'), advice: counted('info') }
}

/** What canvas and panels show by block and connection: the analysis, with the shown run over it. */
export const combineResults = (sources: Sources, before: Results): Results => {
  const counts = total(sources.analysis)
  const { graph, analysis, shown } = sources
  const { amounts, fees } = analysis
  const booked = bookedAmounts({ graph, amounts, fees, differences: shown?.differences ?? [] })
  return {
    blocks: keepSame(before.blocks, blockResults(sources)),
    connections: keepSame(before.connections, connectionResults(sources, booked)),
    drains: keepSame(before.drains, drainsOf(sources, booked)),
    largest: Math.max(0, ...[...amounts.values()].map(({ amount }) => amount)),
    counts: JSON.stringify(counts) === JSON.stringify(before.counts) ? before.counts : counts,
  }
}
