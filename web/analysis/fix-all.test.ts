import { expect, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { entriesOf } from '#shared/flow/ids.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { fixAll } from './fix-all.ts'
import { obviousFix } from './obvious-fix.ts'

const today = '2026-11-23'
const { document } = flagship

const found = (of: typeof document, code: string): number =>
  check(of.graph, RULES, { today, suppressions: of.parts.suppressions }).diagnostics.filter(
    diagnostic => diagnostic.code === code && diagnostic.suppressed === undefined,
  ).length

/** Every connection into the transfer reversals is taken away: refund and dispute keep the shares. */
const broken = applyPatch(
  document,
  entriesOf(document.graph.connections)
    .filter(([, { from, to }]) => ['rf', 'dp'].includes(from.block) && to.block === 'rev')
    .map(([id]) => ({ op: 'connection.remove', id })),
).document

test('fixes everything that a rule reports in one patch, and nothing else', () => {
  for (const code of new Set(
    check(broken.graph, RULES, { today }).diagnostics.flatMap(({ code: rule, fixes }) =>
      obviousFix(fixes) ? rule : [],
    ),
  )) {
    const patch = fixAll(broken, { code, today, most: 50 })
    expect(patch, code).not.toEqual([])
    expect(found(applyPatch(broken, patch).document, code), code).toBe(0)
  }
})

test('leaves alone what is ignored', () => {
  const ignored: GraphPatch = [
    {
      op: 'part.set',
      part: 'suppressions',
      id: 'x',
      value: { code: 'risk/no-radar', reason: 'Radar is set up elsewhere' },
    },
  ]
  expect(fixAll(document, { code: 'risk/no-radar', today, most: 50 })).not.toEqual([])
  expect(fixAll(applyPatch(document, ignored).document, { code: 'risk/no-radar', today, most: 50 })).toEqual(
    [],
  )
})

test('takes the preferred fix, or the only one', () => {
  const fix = (title: string, preferred?: boolean) => ({ title, patch: [], preferred })
  expect(obviousFix([fix('a'), fix('b', true)])?.title).toBe('b')
  expect(obviousFix([fix('a')])?.title).toBe('a')
  expect(obviousFix([fix('a'), fix('b')])).toBeUndefined()
  expect(obviousFix(undefined)).toBeUndefined()
})
