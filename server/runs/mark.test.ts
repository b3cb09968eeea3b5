import { expect, it } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { BLOCK_PAIRS, RUN_KEYS } from '#shared/flow/every-block.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import { BlockCompiler } from '#shared/plan/compile-block.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { isJsonObject } from '../json.ts'
import { isOfOthers, withMark } from './mark.ts'

const MARK = { flow: 'f', run: 'run_1', operation: 'a.create', trigger: 'in_1', element: 1 }
const pairs = Object.fromEntries(Array.from({ length: BLOCK_PAIRS }, (_, index) => [`k${index}`, 'v']))

/** How many pairs each call of a template sends whose blocks have as many of their own as they may. */
const sentBy = (template: (typeof TEMPLATES)[number]): number[] => {
  const { graph } = completeProps(template.document.graph, definitionOf)
  const blocks = Object.fromEntries(
    Object.entries(graph.blocks).map(([id, block]) => [id, { ...block, metadata: pairs }]),
  )
  const flow = indexFlow({ ...graph, blocks }, { today: '2026-11-23' })
  const compiler = new BlockCompiler(flow, 'unattended', definitionOf)
  for (const block of flow.blocks()) compiler.compile(block)
  const { operations, reactions } = compiler.compiled
  return [...operations, ...reactions.flatMap(reaction => reaction.operations)].flatMap(
    ({ call, params }) => {
      const { metadata } = withMark(call, JSON.parse(JSON.stringify(params)), MARK)
      return isJsonObject(metadata) ? [Object.keys(metadata).length] : []
    },
  )
}

it('leaves room for what a run writes beside the metadata of a block', () => {
  const most = Math.max(...TEMPLATES.flatMap(sentBy))
  expect(most).toBe(LIMITS.metadata.pairs)
  expect(Object.keys(MARK).toSorted()).toEqual(RUN_KEYS.toSorted())
})

it.for([
  ['carries no mark', [{}, { note: 'by hand' }], false],
  ['carries its mark', [{}, { run: 'run_1' }], false],
  ['carries its mark beside another', [{ run: 'run_2' }, { run: 'run_1' }], false],
  ['carries marks of others alone', [{}, { run: 'run_2' }, { run: 'run_3' }], true],
] as const)('what %s: of other runs or not', ([, metadata, others]) => {
  expect(isOfOthers('run_1', [...metadata])).toBe(others)
})
