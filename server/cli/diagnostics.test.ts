import { expect, it } from 'vitest'
import type { Diagnostic } from '#shared/check/diagnostic.ts'
import { emptyDocument } from '#shared/flow/document.ts'
import { blockId } from '#shared/flow/ids.ts'
import type { CheckedFile } from './checked-file.ts'
import { countText, diagnosticText } from './diagnostic-text.ts'
import { jsonLines } from './json-lines.ts'
import { sarifLog } from './sarif.ts'

const id = blockId('sub')
const empty = emptyDocument('Bundle', '2026-10-28.endive')
const block = { id, kind: 'subscription', label: 'Bundle plan', props: { interval: 'week' } }
const document = { ...empty, graph: { ...empty.graph, blocks: { [id]: block } } }

const diagnostics: readonly Diagnostic[] = [
  { code: 'money/mau-heavy', severity: 'info', message: 'Advice comes last', location: { at: 'flow' } },
  {
    code: 'billing/no-items',
    severity: 'error',
    message: '“Bundle plan” has no price',
    location: { at: 'block', id, field: 'interval' },
    fixes: [
      { title: 'Add a price', patch: [], preferred: true },
      { title: 'Remove it', patch: [] },
    ],
  },
  {
    code: 'risk/no-radar',
    severity: 'warning',
    message: 'No Radar',
    location: { at: 'port', ref: { block: id, port: 'r' } },
    suppressed: 'agreed with the client',
  },
]

const file: CheckedFile = {
  path: 'flows/my home.flow.json',
  document,
  diagnostics,
  lines: jsonLines(JSON.stringify(document, null, 2)),
}

it('tells errors first, with line, place in words and cures, and last what is ignored, with the reason', () => {
  expect(diagnosticText(file, 100)).toEqual([
    'flows/my home.flow.json:17: error billing/no-items',
    '    “Bundle plan” has no price',
    '    at “Bundle plan”, interval',
    '    cure: Add a price (--fix applies it)',
    '    cure: Remove it',
    'flows/my home.flow.json:5: advice money/mau-heavy',
    '    Advice comes last',
    '    at the whole flow',
    'flows/my home.flow.json:12: ignored risk/no-radar',
    '    No Radar',
    '    at “Bundle plan”, port r',
    '    reason: agreed with the client',
  ])
})

it('counts in words', () => {
  expect(countText({ error: 1, warning: 0, info: 3 })).toBe('1 error, 0 warnings, 3 advice')
})

it('writes SARIF 2.1.0 with place, rule docs and suppressions', () => {
  const docs = { title: 'A subscription has a price', why: 'It bills the prices.', source: 'practice' }
  const rules = [
    { id: 'billing/no-items', severity: 'error', docs },
    { id: 'billing/other', severity: 'error', docs },
  ] as const
  const log = sarifLog([file], rules, '1.0.0')
  expect(log.version).toBe('2.1.0')
  const [run] = log.runs
  expect(run?.tool.driver.rules.map(rule => rule.id)).toEqual(['billing/no-items'])
  expect(run?.results.map(result => [result.ruleId, result.level, 'suppressions' in result])).toEqual([
    ['money/mau-heavy', 'note', false],
    ['billing/no-items', 'error', false],
    ['risk/no-radar', 'warning', true],
  ])
  expect(run?.results[1]?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 'flows/my%20home.flow.json' },
        region: { startLine: 17 },
      },
      logicalLocations: [{ fullyQualifiedName: '“Bundle plan”, interval' }],
    },
  ])
})
