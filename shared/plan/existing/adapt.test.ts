import { describe, expect, it, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import { operationId } from '#shared/flow/ids.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { compile } from '../compile.ts'
import type { Plan } from '../plan.ts'
import { adaptPlan, type Change, type ExistingObject } from './adapt.ts'
import { differencesOf } from './compare.ts'
import { STANDING, type Standing } from './standing.ts'

function planOf(): Plan {
  const { checked } = check(flagship.document.graph, RULES, { today: '2026-11-23' })
  if (checked === null) throw new Error('the flagship has errors')
  return compile(checked, 'unattended')
}

const plan = planOf()

/** Objects as the API would answer for the plan's calls, with members of its own beside what was sent. */
function everything(): Map<ReturnType<typeof operationId>, ExistingObject> {
  const ids: Record<string, string> = {}
  const found = new Map<ReturnType<typeof operationId>, ExistingObject>()
  for (const operation of plan.operations) {
    if (!(operation.call in STANDING)) continue
    const id = `${operation.call.split('.')[0] ?? ''}_${operation.block}`
    ids[operation.id] = id
    const text = JSON.stringify(operation.params).replaceAll(
      /\{"\$ref":"(\w+)\.(?:create|retrieve)","path":"id"\}/g,
      (_ref, block: string) => JSON.stringify(ids[`${block}.create`]),
    )
    const sent: object = JSON.parse(text)
    found.set(operation.id, { ...sent, id, active: true, created: 1 })
  }
  return found
}

const actions = (changes: readonly Change[]): Record<string, string> =>
  Object.fromEntries(changes.map(({ operation, action }) => [operation, action]))

const callOf = ({ operations }: Plan, id: string): string | undefined =>
  operations.find(operation => operation.id === id)?.call

describe('a plan against', () => {
  it('nothing is the plan itself, hash and all', () => {
    const adapted = adaptPlan(plan, { of: new Map(), orphans: [] })
    expect(adapted.plan).toEqual(plan)
    expect(new Set(adapted.changes.map(({ action }) => action))).toEqual(new Set(['create']))
  })

  it('everything only reads it, and makes what each run makes for itself', () => {
    const adapted = adaptPlan(plan, { of: everything(), orphans: [] })
    expect(new Set(adapted.changes.map(({ action }) => action))).toEqual(new Set(['reuse']))
    expect(callOf(adapted.plan, 'qA.create')).toBe('prices.retrieve')
    expect(callOf(adapted.plan, 'sub.create')).toBe('subscriptions.create')
    expect(adapted.plan.hash).not.toBe(plan.hash)
  })

  it('a product with another name updates the product and nothing else', () => {
    const of = everything()
    of.set(operationId('pA.create'), {
      ...of.get(operationId('pA.create')),
      id: 'products_pA',
      name: 'Windows',
    })
    const { changes, plan: adapted } = adaptPlan(plan, { of, orphans: [] })
    expect(changes.filter(({ action }) => action !== 'reuse')).toMatchObject([
      {
        operation: 'pA.create',
        action: 'update',
        fields: [{ path: 'name', have: 'Windows', want: 'Cleaning' }],
      },
    ])
    expect(adapted.operations.find(({ id }) => id === 'pA.create')).toMatchObject({
      call: 'products.update',
      target: 'products_pA',
      params: { name: 'Cleaning' },
    })
  })

  it('a price with another amount makes a new one and archives the old, after everything else', () => {
    const of = everything()
    of.set(operationId('qA.create'), { ...of.get(operationId('qA.create')), id: 'price_old', unit_amount: 1 })
    const { changes, plan: adapted } = adaptPlan(plan, { of, orphans: [] })
    expect(actions(changes)).toMatchObject({ 'qA.create': 'replace', 'qB.create': 'reuse' })
    expect(callOf(adapted, 'qA.create')).toBe('prices.create')
    const last = adapted.operations.at(-1)
    expect(last).toMatchObject({ call: 'prices.update', target: 'price_old', params: { active: false } })
    expect(last?.dependsOn).toContain('sub.create')
  })

  it('a missing product makes its price anew too: Stripe does not move prices', () => {
    const of = everything()
    of.delete(operationId('pA.create'))
    const { changes } = adaptPlan(plan, { of, orphans: [] })
    expect(actions(changes)).toMatchObject({ 'pA.create': 'create', 'qA.create': 'replace' })
    const price = changes.find(({ operation }) => operation === 'qA.create')
    expect(price?.fields).toEqual([
      { path: 'product', have: 'products_pA', want: 'the new pA.create', replaces: true },
    ])
  })

  it('what the design no longer has archives it; what Stripe cannot archive is left', () => {
    const orphans = [
      { call: 'products.create', operation: 'gone.create', object: { id: 'prod_gone' } },
      { call: 'accounts.create', operation: 'left.create', object: { id: 'acct_left' } },
    ]
    const { changes } = adaptPlan(plan, { of: everything(), orphans })
    expect(changes.filter(({ action }) => action === 'archive')).toMatchObject([{ objectId: 'prod_gone' }])
  })
})

describe('differences', () => {
  const prices: Standing = {
    resource: 'prices',
    changeable: ['nickname'],
    unseen: [],
    expand: [],
    onlyActive: {},
  }
  test.for([
    [{ unit_amount: 100 }, { unit_amount: 100, type: 'one_time' }, []],
    [{ unit_amount_decimal: '0.5' }, { unit_amount_decimal: '0.5' }, []],
    [
      { recurring: { interval: 'month' } },
      { recurring: { interval: 'year', usage_type: 'licensed' } },
      ['recurring.interval'],
    ],
    [{ product: 'prod_1' }, { product: { id: 'prod_1', name: 'Expanded' } }, []],
    [{ nickname: 'A' }, { nickname: null }, ['nickname']],
    [{ shippable: false }, { shippable: null }, []],
    [{ images: ['a', 'b'] }, { images: ['b', 'a'] }, ['images']],
    [{ metadata: { run: 'run_2', tier: 'gold' } }, { metadata: { run: 'run_1', tier: 'gold' } }, []],
    [
      { tiers: [{ up_to: 10, unit_amount: 5 }] },
      { tiers: [{ up_to: 10, unit_amount: 6, flat_amount: null }] },
      ['tiers.0.unit_amount'],
    ],
  ] as const)('%j against %j: %j', ([want, have, paths]) => {
    expect(differencesOf(want, have, prices).map(({ path }) => path)).toEqual(paths)
  })
})
