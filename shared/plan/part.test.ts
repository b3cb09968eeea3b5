import { describe, expect, it } from 'vitest'
import { check } from '#shared/check/check.ts'
import { blockId } from '#shared/flow/ids.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { compile } from './compile.ts'
import { type PlanPart, partOf } from './part.ts'

const { checked } = check(flagship.document.graph, RULES, { today: '2026-11-23' })
if (checked === null) throw new Error('the flagship has errors')
const plan = compile(checked, 'unattended')

const part = (...blocks: string[]): PlanPart => partOf(checked, plan, blocks.map(blockId))

/** Every operation that the operations of a plan refer to is in the plan. */
function isWhole({ plan: { operations, reactions } }: PlanPart): boolean {
  const ids = new Set([...operations, ...reactions.flatMap(r => r.operations)].map(({ id }) => id))
  return [...operations, ...reactions.flatMap(r => r.operations)].every(({ dependsOn }) =>
    dependsOn.every(id => ids.has(id)),
  )
}

describe('a part of the flagship', () => {
  it('of a price is the price, its product, and who is paid for it', () => {
    const { plan: some, blocks } = part('qA')
    expect([...blocks].toSorted()).toEqual(['A', 'pA', 'qA'])
    expect(some.operations.map(({ id }) => id)).toEqual(['A.create', 'A.retrieve', 'pA.create', 'qA.create'])
    expect(some).toMatchObject({ reactions: [], splits: {}, clock: null, accounts: { A: 'A.retrieve' } })
  })

  it('of the subscription pays, and shares nothing', () => {
    const { plan: some } = part('sub')
    expect(some.operations.map(({ id }) => id)).toContain('sub.create')
    expect(some.reactions).toEqual([])
    expect(some.clock).toEqual(plan.clock)
  })

  it('of one transfer brings the split, and the payment that it reacts to', () => {
    const some = part('tB')
    const calls = some.plan.reactions.flatMap(({ operations }) => operations.map(({ id }) => id))
    expect(calls).toContain('tB.create')
    expect(calls).not.toContain('tA.create')
    expect(some.plan.operations.map(({ id }) => id)).toContain('sub.create')
    expect(isWhole(some)).toBe(true)
  })

  it('of any block refers to nothing outside of itself, and of all blocks is the plan', () => {
    for (const block of checked.blocks()) expect(isWhole(part(block.id)), block.id).toBe(true)
    expect(part(...checked.blocks().map(({ id }) => id)).plan).toEqual(plan)
  })
})
