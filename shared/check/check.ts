import type { Parts } from '#shared/flow/document.ts'
import type { IndexOptions } from '#shared/flow/flow-index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { CheckedFlow } from './checked-flow.ts'
import type { Diagnostic } from './diagnostic.ts'
import { mergedDiagnostics, sortedDiagnostics } from './diagnostic-order.ts'
import { type Changed, createLiveFlow } from './live-flow.ts'
import { type Look, looksAt } from './looks.ts'
import type { Rule } from './rule.ts'
import { type RuleTable, ruleTable } from './rule-table.ts'
import { createShelf, createShelfAtOnce } from './shelf.ts'
import { suppress } from './suppress.ts'
import { createTracker, same } from './tracking.ts'
import { snapshotOf, viewOf } from './views.ts'

/** What a check found, and the flow that may be compiled when there was no error. */
export type CheckResult = {
  readonly diagnostics: readonly Diagnostic[]
  readonly checked: CheckedFlow | null
}

/** The day of looking (ISO date), what the API is known to say, and what the document suppresses. */
export type CheckOptions = IndexOptions & { readonly suppressions?: Parts['suppressions'] | undefined }

/** Whether a diagnostic stops the later stages. */
export const stops = ({ severity, code }: Diagnostic): boolean =>
  severity === 'error' && (code === 'check/props' || code.startsWith('structure/'))

type Found = { readonly diagnostics: readonly Diagnostic[]; readonly stopped: boolean }

type Asked = {
  readonly platform: FlowGraph['platform']
  readonly table: RuleTable
  readonly options: IndexOptions
  /** Whether later states of the graph will be looked at. */
  readonly again: boolean
}

/** A flow under check. `look` says what a state of the graph has; null when it cannot follow and must start anew. */
const underCheck = ({ platform, table, options, again }: Asked) => {
  const tracker = createTracker(again)
  const live = createLiveFlow(tracker)
  const view = viewOf({ live, tracker, platform, options })
  const looks = looksAt(view, table)
  const early = again ? createShelf(tracker) : createShelfAtOnce()
  const late = again ? createShelf(tracker) : createShelfAtOnce()
  const lateLooks: Look[] = []
  const blocks = new Set<BlockId>()
  const connections = new Set<ConnectionId>()

  /** Puts on the shelves what is looked at for the first time. */
  const put = (changed: Changed) => {
    if (blocks.size + connections.size === 0) {
      for (const look of looks.earlyRules) early.put(look)
      lateLooks.push(...looks.lateRules)
    }
    for (const id of changed.blocks) {
      if (blocks.has(id)) continue
      blocks.add(id)
      early.put(looks.earlyAt(id))
      lateLooks.push(looks.lateAt(id))
    }
    for (const id of changed.connections) {
      if (connections.has(id)) continue
      connections.add(id)
      early.put(looks.atConnection(id))
    }
  }

  const look = (graph: FlowGraph): Found | null => {
    const changed = live.update(graph)
    if (!changed) return null
    put(changed)
    tracker.settle(false)
    early.refresh()
    const first = early.list()
    if (first.some(stops)) return { diagnostics: first, stopped: true }
    for (const lateLook of lateLooks.splice(0)) late.put(lateLook)
    tracker.settle(true)
    late.refresh()
    return { diagnostics: mergedDiagnostics(first, late.list()), stopped: false }
  }
  return { look, view, platform, options }
}

const asBefore = (
  before: Pick<Asked, 'platform' | 'options'>,
  { platform }: FlowGraph,
  options: IndexOptions,
) =>
  same(before.platform, platform) &&
  before.options.today === options.today &&
  same(before.options.known, options.known)

const withSuppressions = (
  { diagnostics, stopped }: Found,
  { graph, table, options }: { graph: FlowGraph; table: RuleTable; options: CheckOptions },
): readonly Diagnostic[] => {
  if (Object.keys(options.suppressions ?? {}).length === 0) return diagnostics
  const marked = suppress(diagnostics, options.suppressions ?? {}, {
    graph,
    ran: code => !stopped || !table.isLate(code),
    knows: table.knows,
  })
  return sortedDiagnostics(marked)
}

/**
 * A check that remembers: given a later state of the same document it looks only at what can have changed, because it
 * knows which rule read what at which block. What it finds equals what `check` finds. States must share the blocks and
 * connections that did not change, as those that `applyPatch` gives do.
 */
export const createCheck = (
  rules: readonly Rule[],
): ((graph: FlowGraph, options: CheckOptions) => CheckResult) => {
  const table = ruleTable(rules)
  let under: ReturnType<typeof underCheck> | null = null

  const lookAt = (graph: FlowGraph, options: CheckOptions): Found => {
    const before = under
    under = null
    const found = before && asBefore(before, graph, options) ? before.look(graph) : null
    if (found) {
      under = before
      return found
    }
    const fresh = underCheck({ platform: graph.platform, table, options, again: true })
    const first = fresh.look(graph) ?? { diagnostics: [], stopped: false }
    under = fresh
    return first
  }

  return (graph, options) => {
    const diagnostics = withSuppressions(lookAt(graph, options), { graph, table, options })
    const failed = diagnostics.some(({ severity }) => severity === 'error')
    return { diagnostics, checked: failed ? null : snapshotOf(graph, options) }
  }
}

/**
 * Checks a graph in stages: props and references, then amounts, then events. Errors of structure or props stop the
 * later stages, because amounts and events of a broken drawing mean nothing. Never throws; the same graph gives the
 * same diagnostics in the same order.
 */
export const check = (graph: FlowGraph, rules: readonly Rule[], options: CheckOptions): CheckResult => {
  const table = ruleTable(rules)
  const under = underCheck({ platform: graph.platform, table, options, again: false })
  const found = under.look(graph) ?? { diagnostics: [], stopped: false }
  const diagnostics = withSuppressions(found, { graph, table, options })
  const failed = diagnostics.some(({ severity }) => severity === 'error')
  return { diagnostics, checked: failed ? null : under.view }
}
