import { expect, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { drawnFlow } from '#shared/knowledge/drawn-flow.ts'
import { BlockCompiler } from '#shared/plan/compile-block.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { callsMade } from './calls-made.ts'

const flow = drawnFlow(flagship.document.graph, '2026-11-23')
const plans = (['attended', 'unattended'] as const).map(mode => {
  const compiler = new BlockCompiler(flow, mode, definitionOf)
  for (const block of flow.blocks()) compiler.compile(block)
  return compiler.compiled
})

test.for([
  ['transfer', ['transfers.create']],
  ['product', ['products.create']],
  ['ledger', []],
  ['no such kind', []],
] as const)('calls of %s', ([kind, calls]) => {
  expect(callsMade(kind, flow, plans)).toEqual(calls)
})
