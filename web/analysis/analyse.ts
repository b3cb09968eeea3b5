import { type CheckResult, createCheck } from '#shared/check/check.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import type { Diagnostic, Location, Severity } from '#shared/check/diagnostic.ts'
import type { Rule } from '#shared/check/rule.ts'
import { snapshotOf } from '#shared/check/views.ts'
import type { FlowDocument, Scenario } from '#shared/flow/document.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import type { PlayedMonth } from '#shared/flow/play-month.ts'
import { scenariosOf } from '#shared/forecast/choose-scenario.ts'
import { forecast } from '#shared/forecast/forecast.ts'
import { tellScenario } from '#shared/lifecycles/told-incidents.ts'
import type { Money } from '#shared/money/money.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import type { Problem } from './analysis-store.ts'
import { blockAt } from './analysis-store.ts'
import { chosenScenario, type Scenarios } from './choose-scenario.ts'
import { feesOf, partiesOf, passing } from './first-month.ts'
import type { Findings } from './messages.ts'
import type { RulePage } from './rule-page.ts'

/** What is looked at: the document, the scenario that is chosen (null = the first one), and the day. */
export type Question = {
  readonly document: FlowDocument
  readonly scenario: string | null
  readonly today: string
}

type Look = (
  graph: FlowGraph,
  options: { readonly today: string; readonly suppressions: FlowDocument['parts']['suppressions'] },
) => CheckResult

/** Months that are forecast at least, so that renewals are seen whatever the scenario. */
const LEAST_MONTHS = 12

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

const rulesById = new Map<string, Rule>(RULES.map(rule => [rule.id, rule]))

const placeKey = (location: Location): string => JSON.stringify(location)

type Passing = ReturnType<typeof passing>

const riskAt = (location: Location, amounts: Passing, flows: PlayedMonth['flows']): Money | null => {
  if (location.at === 'connection') return flows.get(location.id) ?? null
  const block = blockAt(location)
  return block === null ? null : (amounts.get(block) ?? null)
}

const order = (a: Problem, b: Problem): number =>
  Number(a.suppressed !== undefined) - Number(b.suppressed !== undefined) ||
  rank[a.severity] - rank[b.severity] ||
  (b.risk?.amount ?? 0) - (a.risk?.amount ?? 0)

const problemsOf = (
  diagnostics: readonly Diagnostic[],
  graph: FlowGraph,
  month: PlayedMonth,
): readonly Problem[] => {
  const amounts = passing(graph, month)
  const seen = new Map<string, number>()
  return diagnostics
    .map((diagnostic): Problem => {
      const place = `${diagnostic.code} ${placeKey(diagnostic.location)}`
      const count = (seen.get(place) ?? 0) + 1
      seen.set(place, count)
      return {
        ...diagnostic,
        key: `${place} ${count}`,
        why: rulesById.get(diagnostic.code)?.docs.why ?? '',
        rule: rulesById.get(diagnostic.code)?.docs.title ?? diagnostic.code,
        risk: riskAt(diagnostic.location, amounts, month.flows),
      }
    })
    .toSorted(order)
}

const nothing: PlayedMonth = { entries: [], billed: [], flows: new Map() }

/** The first month, as far as a drawing that may be wrong has one: what cannot be added up has no amounts. */
const firstMonth = (graph: FlowGraph, today: string): PlayedMonth => {
  try {
    return snapshotOf(graph, { today }).month()
  } catch (error) {
    if (error instanceof Error) return nothing
    throw error
  }
}

/** A check of this program's rules that remembers what it looked at: an edit costs what it can change. */
export const createLook = (): Look => createCheck(RULES)

/** What can happen to the blocks, without what the document has under the same name. */
const offeredBeside = (document: FlowDocument, flow: CheckedFlow): Scenarios =>
  new Map([...scenariosOf(document, flow)].filter(([id]) => !Object.hasOwn(document.parts.scenarios, id)))

/** Checks a document, and where it has no errors compiles it and plays its scenario through. */
export const analyse = ({ document, scenario, today }: Question, look: Look = createLook()): Findings => {
  const { graph, parts } = document
  const started = performance.now()
  const { diagnostics, checked } = look(graph, { today, suppressions: parts.suppressions })
  const ms = performance.now() - started
  const month = checked ? checked.month() : firstMonth(graph, today)
  const plans = checked && {
    attended: compile(checked, 'attended'),
    unattended: compile(checked, 'unattended'),
  }
  const offered = checked ? offeredBeside(document, checked) : new Map<string, Scenario>()
  const chosen = chosenScenario(document, scenario, offered).scenario
  const played = { ...chosen, months: Math.max(chosen.months, LEAST_MONTHS) }
  return {
    problems: problemsOf(diagnostics, graph, month),
    plans,
    forecast: checked && plans && forecast(checked, plans.unattended, played),
    offered,
    told: checked && plans && tellScenario(checked, plans.unattended, chosen),
    amounts: month.flows,
    parties: partiesOf(graph, month),
    fees: feesOf(month),
    rules: RULES.length,
    ms,
  }
}

/** What is written about a rule; null when there is no such rule. */
export const rulePage = (code: string): RulePage | null => {
  const rule = rulesById.get(code)
  if (!rule) return null
  const { title, why, source } = rule.docs
  return {
    code,
    severity: rule.severity,
    title,
    why,
    source,
    valid: rule.valid.map(example => example.name),
    invalid: rule.invalid.map(example => example.name),
    stripeCodes: rule.stripeCodes ?? [],
  }
}
