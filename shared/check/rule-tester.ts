import { applyPatch } from '#shared/flow/apply-patch.ts'
import { emptyDocument, type FlowDocument } from '#shared/flow/document.ts'
import { canonical, serialise } from '#shared/flow/serialise.ts'
import { check, stops } from './check.ts'
import type { Diagnostic, Severity } from './diagnostic.ts'
import { locationKey } from './diagnostic-order.ts'
import { missingPlaces } from './missing-places.ts'
import type { Example, InvalidExample, Rule } from './rule.ts'

/** Day on which examples are looked at unless they say otherwise. */
export const EXAMPLE_DAY = '2026-11-23'

const look = (example: Example, rules: readonly Rule[], document: FlowDocument): readonly Diagnostic[] =>
  check(document.graph, rules, {
    today: example.today ?? EXAMPLE_DAY,
    known: example.known,
  }).diagnostics

const documentOf = (example: Example): FlowDocument => ({
  ...emptyDocument(example.name, example.graph.platform.apiVersion),
  graph: example.graph,
})

const keyOf = ({ code, location }: Diagnostic) => `${code} at ${locationKey(location)}`

const brief = (findings: readonly Pick<Diagnostic, 'message' | 'location'>[]): readonly string[] =>
  findings.map(({ message, location }) => canonical({ message, location })).toSorted()

const fixProblems = (example: Example, rules: readonly Rule[], finding: Diagnostic): string[] => {
  const document = documentOf(example)
  const found = look(example, rules, document)
  const before = new Set(found.map(keyOf))
  // Where an error of structure hid amounts and events, what shows behind it is not the fix's doing.
  const late = new Set(rules.filter(({ needs }) => needs !== 'graph').map((rule): string => rule.id))
  const hidden = found.some(stops) ? late : new Set<string>()
  return (finding.fixes ?? []).flatMap(fix => {
    const fixed = applyPatch(document, fix.patch)
    const back = applyPatch(fixed.document, fixed.inverse)
    const after = look(example, rules, fixed.document)
    return [
      ...(after.some(diagnostic => keyOf(diagnostic) === keyOf(finding))
        ? [`fix “${fix.title}” leaves the finding`]
        : []),
      ...after
        .filter(
          diagnostic =>
            diagnostic.severity === 'error' && !hidden.has(diagnostic.code) && !before.has(keyOf(diagnostic)),
        )
        .map(diagnostic => `fix “${fix.title}” brings ${diagnostic.code}: ${diagnostic.message}`),
      ...(serialise(back.document) === serialise(document) ? [] : [`fix “${fix.title}” cannot be undone`]),
    ]
  })
}

const validProblems = (rule: Rule, rules: readonly Rule[], example: Example): string[] =>
  look(example, rules, documentOf(example))
    .filter(({ code }) => code === rule.id)
    .map(({ message }) => `valid “${example.name}” is reported: ${message}`)

const invalidProblems = (rule: Rule, rules: readonly Rule[], example: InvalidExample): string[] => {
  const all = look(example, rules, documentOf(example))
  const found = all.filter(({ code }) => code === rule.id)
  const expected = brief(example.reports)
  const reported = brief(found)
  const stopped = all.filter(stops)
  return [
    ...(canonical(expected) === canonical(reported)
      ? []
      : [
          `invalid “${example.name}” reports ${reported.join('; ') || 'nothing'}, expected ${expected.join('; ')}`,
          ...stopped.map(({ code, message }) => `  (${code}: ${message})`),
        ]),
    ...missingPlaces(example.graph, found).map(place => `invalid “${example.name}” points to ${place}`),
    ...found.flatMap(finding =>
      fixProblems(example, rules, finding).map(problem => `invalid “${example.name}”: ${problem}`),
    ),
  ]
}

/**
 * Runs every example of a rule among all rules and applies every fix. Empty when the rule keeps its promises: valid
 * examples report nothing of it, invalid ones report exactly what they say, places exist, and each fix takes its
 * finding away, brings no new error and can be undone.
 */
export const ruleProblems = (rule: Rule, rules: readonly Rule[]): string[] => [
  ...rule.valid.flatMap(example => validProblems(rule, rules, example)),
  ...rule.invalid.flatMap(example => invalidProblems(rule, rules, example)),
]

/** Id and severity of a rule, as the catalogue lists it. */
export type CatalogueRow = readonly [id: string, severity: Severity]

/** Compares folder, registry and catalogue. Empty when each rule is in all three, once, with one id and severity. */
export const registryProblems = ({
  files,
  rules,
  catalogue,
}: {
  readonly files: readonly string[]
  readonly rules: readonly Rule[]
  readonly catalogue: readonly CatalogueRow[]
}): string[] => {
  const ids = rules.map((rule): string => rule.id)
  const listed = new Map(catalogue)
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `${id} is registered twice`),
    ...files.filter(file => !ids.includes(file)).map(file => `${file} is not registered`),
    ...ids.filter(id => !files.includes(id)).map(id => `${id} has no file of its name`),
    ...rules
      .filter(rule => listed.get(rule.id) !== rule.severity)
      .map(rule => `${rule.id} is ${rule.severity}, the catalogue says ${listed.get(rule.id) ?? 'nothing'}`),
    ...catalogue.filter(([id]) => !ids.includes(id)).map(([id]) => `${id} of the catalogue has no rule`),
  ]
}
