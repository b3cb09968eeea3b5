import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import Ajv from 'ajv-draft-04'
import { expect, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { serialise } from '#shared/flow/serialise.ts'
import { RULES } from '#shared/rules/index.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import type { CheckedFile } from './checked-file.ts'
import { jsonLines } from './json-lines.ts'
import { sarifLog } from './sarif.ts'

const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)

const faultsOf = (log: unknown): readonly unknown[] => (validate(log) ? [] : (validate.errors ?? []))

function checkedFile(path: string, document: FlowDocument): CheckedFile {
  const { graph, parts } = document
  const { diagnostics } = check(graph, RULES, { today: '2026-11-23', suppressions: parts.suppressions })
  return { path, document, diagnostics, lines: jsonLines(serialise(document)) }
}

/** A design without its connections: as many findings as a design can have. */
const broken = (document: FlowDocument): FlowDocument => ({
  ...document,
  graph: { ...document.graph, connections: {} },
})

test('a log of every template, whole and taken apart, is what the schema of SARIF 2.1.0 asks for', () => {
  const files = TEMPLATES.flatMap(({ id, document }) => [
    checkedFile(`flows/${id}.flow.json`, document),
    checkedFile(`flows/broken ${id}.flow.json`, broken(document)),
  ])
  const log = sarifLog(files, RULES, '1.0.0')
  expect(log.runs[0]?.results.length).toBeGreaterThan(100)
  expect(faultsOf(log)).toEqual([])
})

test('a log that is none is found out', () => {
  const log = sarifLog([], RULES, '1.0.0')
  expect(faultsOf({ ...log, version: '2.0.0' })).toHaveLength(1)
  expect(faultsOf({ ...log, runs: [{ results: [{ level: 'fatal' }] }] }).length).toBeGreaterThan(0)
})
