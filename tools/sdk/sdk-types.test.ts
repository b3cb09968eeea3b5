import { expect, it } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { billed, bundle, shop } from '#shared/check/example-flows.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { blockId, operationId } from '#shared/flow/ids.ts'
import { offeredScenarios } from '#shared/lifecycles/offers.ts'
import { writeScript } from '#shared/lifecycles/write-script.ts'
import { BlockCompiler } from '#shared/plan/compile-block.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { simulatorCall } from '#shared/plan/simulator-calls.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { programSource } from './call-source.ts'
import { typeFaults } from './check-types.ts'

const MODES = ['attended', 'unattended'] as const

/** Calls of a drawing: set up, in answer to events, and in everything that can happen to it. */
const operationsOf = (drawn: FlowGraph, mode: (typeof MODES)[number]): readonly Operation[] => {
  const { graph } = completeProps(drawn, definitionOf)
  const flow = indexFlow(graph, { today: '2026-11-23' })
  const compiler = new BlockCompiler(flow, mode, definitionOf)
  for (const block of flow.blocks()) compiler.compile(block)
  const { compiled } = compiler
  const scripts = [...offeredScenarios(flow).values()].map(scenario => writeScript(flow, compiled, scenario))
  return [
    ...compiled.operations,
    ...compiled.reactions.flatMap(({ operations }) => operations),
    ...scripts.flatMap(({ stages }) => stages.flatMap(({ operations }) => operations)),
  ].filter(isSdkCall)
}

/** What no template shows: pages with everything they take, balances that are paid on, what can happen to both. */
const BESIDES: readonly (readonly [string, FlowGraph])[] = [
  [
    'page',
    shop({
      blocks: { guard: ['radar', { request3ds: 'any', reviewAbove: 1000 }] },
      set: { page: { expiresInMin: 60 }, pay: { excludedPaymentMethodTypes: ['klarna'] } },
      with: ['guard.radar -> pay.radar'],
    }),
  ],
  [
    'billed-page',
    billed({ blocks: { page: ['checkout-session'] }, with: ['page.money-out -> bill.money-in'] }),
  ],
  ['billed-link', billed({ blocks: { page: ['payment-link'] }, with: ['page.money-out -> bill.money-in'] })],
  [
    'balances',
    bundle({
      blocks: {
        top: ['top-up'],
        tip: ['transfer', { amount: 500 }],
        out: ['payout', { interval: 'manual', method: 'instant', minimumBalance: 100 }],
        led: ['ledger'],
        rep: ['report', { content: 'provider_statement' }],
      },
      with: [
        'top.money-out -> plt.money-in',
        'plt.money-out -> tip.money-in',
        'tip.money-out -> A.money-in',
        'A.money-out -> out.money-in',
        'spl.event-out -> led.event-in',
        'led.ledger -> rep.ledger',
      ],
    }),
  ],
]

const isSdkCall = ({ call }: Operation): boolean => simulatorCall(call) === undefined

it('compiles every template, and what can happen to it, to calls that the SDK’s types accept', () => {
  const drawn = [...TEMPLATES.map(({ id, document }) => [id, document.graph] as const), ...BESIDES]
  const programs = new Map(
    drawn.flatMap(([name, graph]) =>
      MODES.map(mode => [`${name}-${mode}.ts`, programSource(operationsOf(graph, mode))]),
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
