import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import type { Rule } from '#shared/check/rule.ts'
import { EXAMPLE_DAY, registryProblems, ruleProblems } from '#shared/check/rule-tester.ts'
import { CATALOGUE } from './catalogue.ts'
import { PRACTICE, WITHOUT_FIX } from './catalogue-notes.ts'
import { RULES } from './index.ts'

const folder = import.meta.dirname

const files = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .flatMap(({ name: group }) =>
    readdirSync(join(folder, group))
      .filter(file => file.endsWith('.ts') && file !== 'index.ts' && !file.endsWith('.test.ts'))
      .map(file => `${group}/${file.replace(/\.ts$/, '')}`),
  )

test('folder, registry and catalogue hold the same rules, with the same severities', () => {
  expect(files.length).toBeGreaterThan(0)
  expect(registryProblems({ files, rules: RULES, catalogue: CATALOGUE })).toEqual([])
})

describe('every rule keeps its promises', () => {
  test.for(RULES.map(rule => [rule.id, rule] as const))('%s', ([, rule]) => {
    expect(ruleProblems(rule, RULES)).toEqual([])
  })
})

/** Whether each finding of an invalid example offers a fix, for at least one of the examples. */
const offersFix = (rule: Rule): boolean =>
  rule.invalid.some(({ graph, today = EXAMPLE_DAY, known }) => {
    const found = check(graph, RULES, { today, known }).diagnostics.filter(({ code }) => code === rule.id)
    return found.length > 0 && found.every(({ fixes = [] }) => fixes.length > 0)
  })

test('every rule offers a fix, but those for which none is mechanical', () => {
  const without = RULES.filter(rule => !offersFix(rule)).map(({ id }): string => id)
  expect(without.toSorted()).toEqual([...WITHOUT_FIX.keys()].toSorted())
})

test('rules that rest on practice say so, and no other does', () => {
  const practice = RULES.filter(({ docs }) => /(^|; )practice\b/.test(docs.source))
  expect(practice.map(({ id }): string => id).toSorted()).toEqual([...PRACTICE].toSorted())
})
