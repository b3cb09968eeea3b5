import type { Diagnostic, Severity } from '#shared/check/diagnostic.ts'
import type { Rule } from '#shared/check/rule.ts'
import { type CheckedFile, diagnosticLine } from './checked-file.ts'
import { placeInWords } from './place.ts'

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}

type RuleDocs = Pick<Rule, 'id' | 'severity' | 'docs'>

/** A SARIF 2.1.0 log of these files, as code scanning services read it. */
export function sarifLog(files: readonly CheckedFile[], rules: readonly RuleDocs[], version: string) {
  const found = new Set(files.flatMap(file => file.diagnostics.map(diagnostic => diagnostic.code)))
  const described = rules.filter(rule => found.has(rule.id))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Sluice', version, rules: described.map(ruleDescriptor) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(file => file.diagnostics.map(diagnostic => result(file, diagnostic))),
      },
    ],
  }
}

function ruleDescriptor({ id, severity, docs }: RuleDocs) {
  return {
    id,
    shortDescription: { text: docs.title },
    fullDescription: { text: docs.why },
    help: { text: `${docs.why}\n\nSource: ${docs.source}` },
    defaultConfiguration: { level: levels[severity] },
  }
}

function result(file: CheckedFile, diagnostic: Diagnostic) {
  const { code, severity, message, location, suppressed } = diagnostic
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.path === '-' ? 'stdin.flow.json' : encodeURI(file.path) },
          region: { startLine: diagnosticLine(file, diagnostic) },
        },
        logicalLocations: [{ fullyQualifiedName: placeInWords(location, file.document.graph) }],
      },
    ],
    ...(suppressed === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: suppressed }] }),
  }
}
