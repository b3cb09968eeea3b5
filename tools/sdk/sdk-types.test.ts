import { expect, it } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import { blockId, operationId } from '#shared/flow/ids.ts'
import { BlockCompiler } from '#shared/plan/compile-block.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { simulatorCall } from '#shared/plan/simulator-calls.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import type { Template } from '#shared/templates/template.ts'
import { programSource } from './call-source.ts'
import { typeFaults } from './check-types.ts'

const MODES = ['attended', 'unattended'] as const

const operationsOf = (template: Template, mode: (typeof MODES)[number]): readonly Operation[] => {
  const { graph } = completeProps(template.document.graph, definitionOf)
  const flow = indexFlow(graph, { today: '2026-11-23' })
  const compiler = new BlockCompiler(flow, mode, definitionOf)
  for (const block of flow.blocks()) compiler.compile(block)
  const { operations, reactions } = compiler.compiled
  return [...operations, ...reactions.flatMap(reaction => reaction.operations)].filter(isSdkCall)
}

const isSdkCall = ({ call }: Operation): boolean => simulatorCall(call) === undefined

it('compiles every template to calls that the SDK’s types accept', () => {
  const programs = new Map(
    TEMPLATES.flatMap(template =>
      MODES.map(mode => [`${template.id}-${mode}.ts`, programSource(operationsOf(template, mode))]),
    ),
  )
  expect(typeFaults(programs)).toEqual([])
}, 60_000)

const call = (name: string, params: Operation['params']): Operation => ({
  id: operationId('a.b'),
  block: blockId('a'),
  call: name,
  title: '',
  params,
  dependsOn: [],
  idempotencyKey: '',
  keyValues: {},
})

it.for([
  ['a parameter that does not exist', call('products.create', { name: 'A', nam: 'A' }), 'nam'],
  ['a call that does not exist', call('subscriptions.renew', {}), "'renew' does not exist"],
  ['a parameter of the wrong type', call('prices.create', { currency: 1 }), "'number' is not assignable"],
] as const)('would report %s', { timeout: 60_000 }, ([, operation, fault]) => {
  const faults = typeFaults(new Map([['fault.ts', programSource([operation])]]))
  expect(faults).toEqual([expect.stringContaining(fault)])
})
