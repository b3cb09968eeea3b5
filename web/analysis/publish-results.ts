import { definitionOf } from '#shared/blocks/index.ts'
import { portOf } from '#shared/flow/connect.ts'
import type { Connection, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, type ConnectionId, entriesOf } from '#shared/flow/ids.ts'
import type { Money } from '#shared/money/money.ts'
import type { Plan } from '#shared/plan/plan.ts'
import { foldRun } from '#shared/run/fold-run.ts'
import type { DocumentStore } from '../document/document-store.ts'
import { useAnalysis } from './analysis-store.ts'
import { combineResults, type ShownPicture } from './combine-results.ts'
import { editedSince } from './edited-since.ts'
import { movedAmounts } from './moved-amounts.ts'
import { observedParties } from './observed-parties.ts'
import { observedPostings } from './observed-postings.ts'
import { useResults } from './results.ts'
import { blockOfOperation, blocksOfRecords, runPicture } from './run-picture.ts'
import { type ShownRun, useRuns } from './run-store.ts'

const plannedBlocks = (plan: Plan | null): ReadonlySet<BlockId> =>
  new Set(
    [...(plan?.operations ?? []), ...(plan?.reactions ?? []).flatMap(({ operations }) => operations)].map(
      ({ block }) => block,
    ),
  )

const connectionsIn = (graph: FlowGraph, amounts: ReadonlyMap<ConnectionId, unknown>) => {
  const all = entriesOf(graph.connections)
  const isEvent = ({ from }: Connection) => portOf(graph, from, definitionOf)?.carries === 'event'
  return {
    events: all.map(([, connection]) => connection).filter(isEvent),
    money: all.filter(([id]) => amounts.has(id)).map(([, connection]) => connection),
  }
}

type Amounts = ReadonlyMap<ConnectionId, Money>

/** What the first payment moves in each drawing that was analysed here. */
const firstPayments = new WeakMap<FlowGraph, Amounts>()

/** What the first payment moved as the run was drawn; null while the drawing is the same. Where that was never analysed here, all but what touches an edited block. */
const ranAmounts = (then: FlowGraph | null, now: FlowGraph, edited: ReadonlySet<BlockId>): Amounts | null => {
  if (then === null || edited.size === 0) return null
  const { amounts } = useAnalysis.getState()
  const apart = (id: ConnectionId): boolean => {
    const connection = now.connections[id]
    return !connection || (!edited.has(connection.from.block) && !edited.has(connection.to.block))
  }
  return firstPayments.get(then) ?? new Map([...amounts].filter(([id]) => apart(id)))
}

const pictureOf = (shown: ShownRun, played: number | null, graph: FlowGraph): ShownPicture => {
  const events = shown.events.slice(0, played ?? shown.events.length).map(({ event }) => event)
  const run = foldRun(events)
  const blocks = blocksOfRecords(shown.operations)
  const blockOf = (operation: string) => blocks.get(operation) ?? blockOfOperation(operation)
  const then = shown.document?.graph ?? null
  const edited = editedSince(then, graph)
  const { amounts } = useAnalysis.getState()
  const picture = runPicture({
    graph,
    run,
    blockOf,
    planned: plannedBlocks(shown.plan ?? useAnalysis.getState().plans?.unattended ?? null),
    edited,
    ...connectionsIn(graph, amounts),
  })
  return {
    picture,
    parties: observedParties(graph, observedPostings(shown, played), run.reconciliation !== null),
    moved: movedAmounts({ graph, run, blockOf, ledger: shown.ledger, amounts }),
    ran: ranAmounts(then, graph, edited),
    differences: run.reconciliation?.rows.filter(({ difference }) => difference !== 0) ?? [],
  }
}

/** Keeps the results by block and connection in step with document, analysis and the shown run. */
export const publishResults = (documents: DocumentStore): (() => void) => {
  const publish = () => {
    const { document, seq } = documents.use.getState()
    const { graph } = document
    const analysis = useAnalysis.getState()
    if (analysis.seq === seq) firstPayments.set(graph, analysis.amounts)
    const { shown, played } = useRuns.getState()
    const sources = {
      graph,
      analysis,
      shown: shown && pictureOf(shown, played, graph),
    }
    useResults.setState(combineResults(sources, useResults.getState()))
  }
  const stops = [
    useAnalysis.subscribe((state, before) => {
      // A block that only moved changes nothing of what was found: every answer brings new problems, that one none.
      if (state.problems !== before.problems || state.status !== before.status) publish()
    }),
    useRuns.subscribe((state, before) => {
      if (state.shown !== before.shown || state.played !== before.played) publish()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
