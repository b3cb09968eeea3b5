import { type CheckAnswer, checkAnswer } from '#shared/api/check.ts'
import type { ProblemCode } from '#shared/api/problem.ts'
import { type CheckResult, check } from '#shared/check/check.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import type { FlowDocument, Scenario } from '#shared/flow/document.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { type DocumentProblem, documentFrom } from '#shared/flow/read-document.ts'
import { chooseScenario, type ScenarioWish, scenariosOf } from '#shared/forecast/choose-scenario.ts'
import { forecast } from '#shared/forecast/forecast.ts'
import type { Forecast } from '#shared/forecast/ledger.ts'
import type { Script } from '#shared/lifecycles/incident-calls.ts'
import { scenarioRefusal, writeScript } from '#shared/lifecycles/write-script.ts'
import { compile } from '#shared/plan/compile.ts'
import { type PlanPart, partOf } from '#shared/plan/part.ts'
import type { Plan } from '#shared/plan/plan.ts'
import { RULES } from '#shared/rules/index.ts'
import { ProblemError } from './http/problem-error.ts'

/** A checked flow and the plan that it compiles to. */
export type Planned = { readonly flow: CheckedFlow; readonly plan: Plan }

/** What the pure core does with a document. Problems are thrown as `ProblemError`. */
export type Design = {
  /** A document of the current version from anything that was sent. */
  readonly read: (value: unknown) => FlowDocument
  readonly check: (document: FlowDocument) => CheckAnswer
  /** Compiles; a design with errors is a problem that brings its diagnostics. */
  readonly plan: (document: FlowDocument, mode: Plan['mode']) => Planned
  /** A part of a plan: some blocks with what they need. Unknown blocks are a problem. */
  readonly part: (planned: Planned, blocks: readonly BlockId[]) => PlanPart
  readonly choose: (document: FlowDocument, wish: ScenarioWish) => Scenario
  readonly forecast: (planned: Planned, scenario: Scenario) => Forecast
  /** What a run does beside its plan; an incident that cannot happen is a problem. */
  readonly script: (planned: Planned, scenario: Scenario) => Script
}

const CODES: Readonly<Record<DocumentProblem['code'], ProblemCode>> = {
  'not-json': 'malformed-json',
  'too-large': 'body-too-large',
  'too-deep': 'too-deep',
  'not-a-flow': 'invalid-document',
  'unknown-version': 'unknown-version',
  invalid: 'invalid-document',
}

/** The core with every rule, looking at flows on the day that `now` says. */
export function createDesign(now: () => Date): Design {
  const look = ({ graph, parts }: FlowDocument): CheckResult =>
    check(graph, RULES, { today: now().toISOString().slice(0, 10), suppressions: parts.suppressions })

  return {
    read: value => {
      const { document, problem } = documentFrom(value)
      if (document !== undefined) return document
      const { code, message, place, cure } = problem
      throw new ProblemError(CODES[code], message, { places: place === '' ? [] : [place], wayOut: cure })
    },
    check: document => checkAnswer(look(document).diagnostics),
    plan: (document, mode) => {
      const { checked, diagnostics } = look(document)
      if (checked === null) {
        const errors = diagnostics.filter(({ severity }) => severity === 'error')
        const detail = errors.map(({ code, message }) => `${code}: ${message}`).join('; ')
        throw new ProblemError('design-has-errors', detail, { ...checkAnswer(diagnostics) })
      }
      return { flow: checked, plan: compile(checked, mode) }
    },
    part: ({ flow, plan }, blocks) => {
      const unknown = blocks.filter(id => flow.block(id) === undefined)
      if (unknown.length > 0) {
        throw new ProblemError('invalid-request', `no such block: ${unknown.join(', ')}`, {
          places: ['blocks'],
        })
      }
      return partOf(flow, plan, blocks)
    },
    choose: (document, wish) => {
      const scenario = chooseScenario(document, wish)
      if (scenario !== null) return scenario
      const names = [...scenariosOf(document).keys()]
      throw new ProblemError(
        'no-such-scenario',
        `“${wish.scenario ?? ''}” is none of: ${names.join(', ') || 'none'}`,
      )
    },
    forecast: ({ flow, plan }, scenario) => forecast(flow, plan, scenario),
    script: ({ flow, plan }, scenario) => {
      const refusal = scenarioRefusal(scenario.incidents, flow)
      if (refusal !== null) throw new ProblemError('impossible-scenario', refusal)
      return writeScript(flow, plan, scenario)
    },
  }
}
