import { describe, expect, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import { missingPlaces } from '#shared/check/missing-places.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { FLAGSHIP_ADVICE, SEEDED_MISTAKES } from '#shared/templates/seeded-mistakes.ts'
import { RULES } from './index.ts'

const look = (document: FlowDocument) => check(document.graph, RULES, { today: '2026-11-23' })

/** Ids of diagnostics that are no advice of the clean flagship, sorted. */
const beside = (document: FlowDocument): readonly string[] =>
  look(document)
    .diagnostics.map(({ code }) => code)
    .filter(code => !FLAGSHIP_ADVICE.includes(code))
    .toSorted()

const advice = (document: FlowDocument): readonly string[] =>
  look(document)
    .diagnostics.filter(({ severity }) => severity === 'info')
    .map(({ code }) => code)

test('the flagship has no error and no warning, and three pieces of advice', () => {
  expect(look(flagship.document).diagnostics.map(({ code }) => code)).toEqual(FLAGSHIP_ADVICE)
  expect(look(flagship.document).checked).not.toBeNull()
})

/** What stays when fixes have done what they can: a country has no mechanical cure, and 50 cents are charged at a loss. */
const AFTER_FIXES: Readonly<Record<string, readonly string[]>> = {
  'cross-border': ['connect/cross-border-unsupported', 'money/implicit-fx'],
  'below-minimum': ['connect/split-over-net', 'money/negative-margin'],
}

test('there are ten mistakes', () => {
  expect(SEEDED_MISTAKES.map(({ id }) => id)).toHaveLength(10)
})

describe.for(SEEDED_MISTAKES.map(mistake => [mistake.title, mistake] as const))('%s', ([, mistake]) => {
  const { document } = applyPatch(flagship.document, mistake.patch)

  test('reports exactly what it must, at places that exist', () => {
    expect(beside(document)).toEqual(mistake.expected)
    const silent = mistake.moneyUnknown === true ? ['money/mau-heavy'] : []
    const quiet =
      mistake.moneyUnknown === true ? FLAGSHIP_ADVICE.filter(code => !silent.includes(code)) : FLAGSHIP_ADVICE
    expect(advice(document)).toEqual(quiet)
    expect(missingPlaces(document.graph, look(document).diagnostics)).toEqual([])
  })

  test('is cleared by its quick fixes, applied one after the other', () => {
    let fixed = document
    for (let left = mistake.expected.length; left > 0; left -= 1) {
      const fix = look(fixed).diagnostics.find(
        ({ code, fixes = [] }) => mistake.expected.includes(code) && fixes.length > 0,
      )
      const [first] = fix?.fixes ?? []
      if (first) fixed = applyPatch(fixed, first.patch).document
    }
    expect(beside(fixed)).toEqual(AFTER_FIXES[mistake.id] ?? [])
  })
})
