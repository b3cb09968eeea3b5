import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { emptyDocument } from '#shared/flow/document.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { RULES } from '#shared/rules/index.ts'
import { check } from './check.ts'
import { missingPlaces } from './missing-places.ts'
import { anyGraph, propsOf } from './test-random-flows.ts'

const OPTIONS = { today: '2026-11-23' }
const seeded = { seed: 20_261_123, numRuns: 250 }

test('no drawing makes the check throw, point to a place that is not there, or offer a cure that cannot be applied', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(anyGraph, drawn => {
      const { diagnostics, checked } = check(drawn, RULES, OPTIONS)
      expect(missingPlaces(drawn, diagnostics)).toEqual([])
      expect(checked === null).toBe(diagnostics.some(({ severity }) => severity === 'error'))
      const document = { ...emptyDocument('fuzz', drawn.platform.apiVersion), graph: drawn }
      for (const { fixes = [] } of diagnostics) for (const { patch } of fixes) applyPatch(document, patch)
    }),
    seeded,
  )
})

/** Flows that have all stages to go through: those of the rules' own examples. */
const examples = RULES.flatMap(({ valid, invalid }) => [...valid, ...invalid]).map(example => example.graph)

type Change = { readonly at: number; readonly props: Record<string, unknown> | null; readonly wire: number }

const changeOf = (base: FlowGraph): fc.Arbitrary<FlowGraph> => {
  const blocks = Object.values(base.blocks)
  const change = (one: Block, at: number): fc.Arbitrary<Change> =>
    fc.record({ at: fc.constant(at), props: fc.option(propsOf(one.kind)), wire: fc.nat({ max: 60 }) })
  return fc.array(fc.oneof(...blocks.map(change)), { minLength: 1, maxLength: 3 }).map(changes => {
    const drop = new Set(changes.map(({ wire }) => Object.keys(base.connections)[wire]))
    return {
      ...base,
      blocks: Object.fromEntries(
        blocks.map((one, index) => {
          const changed = changes.filter(({ at }) => at === index).map(({ props }) => props)
          return [
            one.id,
            { ...one, props: Object.assign({}, one.props, ...changed.map(props => props ?? {})) },
          ]
        }),
      ),
      connections: Object.fromEntries(Object.entries(base.connections).filter(([key]) => !drop.has(key))),
    }
  })
}

test('no change of a sound flow makes the check throw or point to a place that is not there', {
  timeout: 120_000,
}, () => {
  const changed = fc
    .constantFrom(...examples.filter(({ blocks }) => Object.keys(blocks).length > 1))
    .chain(changeOf)
  fc.assert(
    fc.property(changed, drawn => {
      const { diagnostics } = check(drawn, RULES, OPTIONS)
      expect(missingPlaces(drawn, diagnostics)).toEqual([])
      const document = { ...emptyDocument('fuzz', drawn.platform.apiVersion), graph: drawn }
      for (const { fixes = [] } of diagnostics) for (const { patch } of fixes) applyPatch(document, patch)
    }),
    { seed: 20_261_123, numRuns: 600 },
  )
})

const chain = (count: number, close: boolean): FlowGraph => {
  const names = Array.from({ length: count }, (_, index) => blockId(`s${index}`))
  const kinds = ['hold', 'condition', 'split']
  return {
    platform: { country: 'US', currency: 'usd', apiVersion: '2026-10-28.endive' },
    blocks: Object.fromEntries(
      names.map((name, index) => [
        name,
        { id: name, kind: kinds[index % 3] ?? 'hold', label: name, props: {} },
      ]),
    ),
    connections: Object.fromEntries(
      names.slice(close ? 0 : 1).map((name, index) => {
        const from = names[close ? (index + count - 1) % count : index] ?? name
        const port = kinds[names.indexOf(from) % 3] === 'condition' ? 'money-then' : 'money-out'
        const key = connectionId(`k${index}`)
        return [key, { id: key, from: { block: from, port }, to: { block: name, port: 'money-in' } }]
      }),
    ),
  }
}

const hub = (count: number): FlowGraph => {
  const spokes = Array.from({ length: count }, (_, index) => blockId(`p${index}`))
  const plan = blockId('plan')
  return {
    platform: { country: 'US', currency: 'usd', apiVersion: '2026-10-28.endive' },
    blocks: {
      [plan]: { id: plan, kind: 'subscription', label: 'plan', props: {} },
      ...Object.fromEntries(
        spokes.map(name => [
          name,
          { id: name, kind: 'price', label: name, props: { unitAmount: 100, interval: 'month' } },
        ]),
      ),
    },
    connections: Object.fromEntries(
      spokes.map((name, index) => {
        const key = connectionId(`k${index}`)
        return [key, { id: key, from: { block: name, port: 'price' }, to: { block: plan, port: 'price' } }]
      }),
    ),
  }
}

test.for<[string, FlowGraph]>([
  ['a chain of 2,000 blocks', chain(2000, false)],
  ['a circle of 2,000 blocks', chain(2000, true)],
  ['10,000 prices in one subscription', hub(10_000)],
])('%s is checked to the end', { timeout: 120_000 }, ([, drawn]) => {
  const { diagnostics } = check(drawn, RULES, OPTIONS)
  expect(missingPlaces(drawn, diagnostics)).toEqual([])
  expect(diagnostics.length).toBeGreaterThan(0)
})
