import { describe, expect, it, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { order } from '#shared/check/example-flows.ts'
import { API_VERSION } from '#shared/facts/api-version.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { Block } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { BlockCompiler } from '#shared/plan/compile-block.ts'
import { simulatorCall } from '#shared/plan/simulator-calls.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { CHARGE_LIFE, stepsTaken } from './charge-life.ts'
import { drawnFlow } from './drawn-flow.ts'
import { GUIDANCE } from './guidance.ts'
import { LAUNCH_ITEMS, launchChecklist } from './launch-checklist.ts'
import { MACHINES, machineOf } from './machines/index.ts'
import { chargeLifeSvg } from './picture/charge-life-svg.ts'
import { stateMachineSvg } from './picture/state-machine-svg.ts'
import { reach } from './state-machine.ts'

const TODAY = '2026-11-23'
const flowOf = (...blocks: readonly { kind: string; props?: Record<string, unknown> }[]): FlowIndex =>
  indexFlow(
    {
      platform: { country: 'US', currency: 'usd', apiVersion: API_VERSION },
      blocks: Object.fromEntries(
        blocks.map(({ kind, props = {} }, index): [string, Block] => {
          const id = blockId(`b${index}`)
          return [id, { id, kind, label: kind, props }]
        }),
      ),
      connections: {},
    },
    { today: TODAY },
  )

const statesReached = (id: string, flow: FlowIndex): readonly string[] => {
  const machine = machineOf(id)
  if (!machine) return []
  const { states } = reach(machine, flow)
  return machine.states.map(state => state.id).filter(state => states.has(state))
}

const home = drawnFlow(flagship.document.graph, TODAY)

describe('reach', () => {
  test.for([
    ['payment-intent', 'nothing drawn', flowOf(), []],
    [
      'payment-intent',
      'cards, taken at once',
      flowOf({ kind: 'payment-intent' }),
      [
        'requires_payment_method',
        'requires_confirmation',
        'requires_action',
        'attempt',
        'canceled',
        'succeeded',
      ],
    ],
    [
      'payment-intent',
      'manual capture',
      flowOf({ kind: 'payment-intent', props: { captureMethod: 'manual' } }),
      [
        'requires_payment_method',
        'requires_confirmation',
        'requires_action',
        'attempt',
        'canceled',
        'requires_capture',
        'succeeded',
      ],
    ],
    [
      'payment-intent',
      'bank debits too',
      flowOf({ kind: 'payment-intent', props: { allowedPaymentMethodTypes: ['card', 'us_bank_account'] } }),
      [
        'requires_payment_method',
        'requires_confirmation',
        'requires_action',
        'attempt',
        'processing',
        'canceled',
        'succeeded',
      ],
    ],
    ['dispute', 'no dispute drawn', flowOf({ kind: 'payment-intent' }), []],
    [
      'dispute',
      'accepted without a word',
      flowOf({ kind: 'dispute', props: { response: 'accept' } }),
      ['warning_needs_response', 'needs_response', 'prevented', 'lost'],
    ],
    [
      'subscription',
      'no trial, retries end in cancelling',
      flowOf({ kind: 'subscription' }, { kind: 'dunning', props: { finalAction: 'cancel' } }),
      ['incomplete', 'incomplete_expired', 'active', 'past_due', 'canceled'],
    ],
    [
      'subscription',
      'a trial that pauses without a card',
      flowOf(
        { kind: 'subscription' },
        { kind: 'trial', props: { missingPaymentMethod: 'pause' } },
        { kind: 'dunning', props: { finalAction: 'unpaid' } },
      ),
      ['incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'paused', 'unpaid', 'canceled'],
    ],
    [
      'subscription',
      'a trial of its own, and a pause',
      flowOf(
        { kind: 'subscription', props: { trialDays: 14, pause: true } },
        { kind: 'dunning', props: { finalAction: 'cancel' } },
      ),
      ['incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'paused', 'canceled'],
    ],
    ['transfer', 'no reversal', flowOf({ kind: 'transfer' }), ['created']],
  ] as const)('of %s: %s', ([machine, , flow, states]) => {
    expect(statesReached(machine, flow)).toEqual(states)
  })

  it('takes the flagship through disputes, reversals and refunds, but not through a capture', () => {
    expect(statesReached('dispute', home)).toHaveLength(10)
    expect(statesReached('transfer', home)).toEqual(['created', 'amount_reversed', 'reversed'])
    expect(statesReached('payment-intent', home)).not.toContain('requires_capture')
    expect([...stepsTaken(home)]).toEqual(CHARGE_LIFE.map(step => step.id))
  })

  test.for([
    ['its own list before that of its form', ['card'], ['us_bank_account'], false],
    ['the list of its form', [], ['card', 'link'], false],
    ['a slow method in its form', [], ['us_bank_account'], true],
    ['what the Dashboard allows', [], [], true],
  ] as const)('asks whether a payment can be slow of %s', ([, own, form, slow]) => {
    const graph = order({
      set: { pay: { allowedPaymentMethodTypes: own }, form: { allowedPaymentMethodTypes: form } },
    })
    expect(statesReached('payment-intent', drawnFlow(graph, TODAY)).includes('processing')).toBe(slow)
  })

  it('calls a charge refunded that a credit note gives back', () => {
    expect(statesReached('charge', flowOf({ kind: 'invoice' }, { kind: 'credit-note' }))).toContain(
      'refunded',
    )
  })

  it('mutes the branch of disputes where none is drawn', () => {
    expect([...stepsTaken(flowOf({ kind: 'payment-intent' }))]).not.toContain('dispute')
    expect(stepsTaken(flowOf()).size).toBe(0)
  })
})

describe('pictures', () => {
  const opened = (svg: string): number => svg.match(/<[a-z]/g)?.length ?? 0
  const closed = (svg: string): number => svg.match(/<\/[a-z]|\/>/g)?.length ?? 0

  test.for(MACHINES.map(machine => [machine.id, machine] as const))(
    'of %s close what they open',
    ([, machine]) => {
      const whole = stateMachineSvg(machine, { theme: 'light' })
      expect(opened(whole)).toBe(closed(whole))
      expect(whole).not.toMatch(/NaN|undefined/)
      expect(whole).toContain('role="img"')
      expect(whole).not.toContain('it cannot, as drawn')
    },
  )

  it('show what a design does not reach dashed, and say so', () => {
    const machine = machineOf('dispute')
    const muted = machine && stateMachineSvg(machine, { theme: 'dark', reached: reach(machine, flowOf()) })
    expect(muted).toContain('it cannot, as drawn')
    expect(muted?.match(/stroke-dasharray/g)?.length).toBeGreaterThan(20)
  })

  it('of the life of a charge follow the design', () => {
    const whole = chargeLifeSvg({ theme: 'light' })
    const followed = chargeLifeSvg({ theme: 'light', taken: stepsTaken(flowOf({ kind: 'payment-intent' })) })
    expect(opened(whole)).toBe(closed(whole))
    expect(whole).not.toContain('stroke-dasharray')
    expect(followed.match(/stroke-dasharray/g)?.length).toBe(5)
  })
})

describe('the launch checklist', () => {
  const ids = (flow: FlowIndex): readonly string[] => launchChecklist(flow).map(item => item.id)

  it('has nothing for an empty design', () => {
    expect(ids(flowOf())).toEqual([])
  })

  it('stays short for one payment', () => {
    const short = ids(flowOf({ kind: 'payment-intent' }))
    expect(short).toContain('statement-descriptor')
    expect(short).toContain('tax-decision')
    for (const id of [
      'dunning-settings',
      'capability-gate',
      'live-endpoints',
      'tax-registrations',
      'no-clock',
    ]) {
      expect(short).not.toContain(id)
    }
  })

  it('follows the flagship, with the blocks that each item is about', () => {
    const list = launchChecklist(home)
    const found = new Map(list.map(item => [item.id, item.blocks]))
    expect(found.get('dunning-settings')).toEqual(['sub'])
    expect(found.get('capability-gate')).toEqual(['tA', 'tB', 'tC'])
    expect(found.get('live-endpoints')).toEqual(['wh', 'whc', 'whv'])
    expect(found.get('live-keys')).toEqual([])
    expect(found.has('tax-registrations')).toBe(false)
    expect(list.length).toBeGreaterThan(25)
  })

  it.for(LAUNCH_ITEMS.map(item => [item.id, item] as const))(
    '%s applies to some design and not to all',
    ([, item]) => {
      const everything = flowOf(
        ...Object.keys(GUIDANCE).map(kind => ({ kind, props: kind === 'tax' ? { mode: 'automatic' } : {} })),
      )
      const some = [everything, home].map(flow => item.about(flow)).find(blocks => blocks !== null)
      expect(some).toBeDefined()
      if (some && some.length > 0) expect(item.about(flowOf({ kind: 'note' }))).toBeNull()
    },
  )
})

test.for(TEMPLATES.map(template => [template.id, template] as const))(
  'every call of Stripe’s API by the blocks of %s is named',
  ([, template]) => {
    const flow = drawnFlow(template.document.graph, TODAY)
    const unnamed = (['attended', 'unattended'] as const).flatMap(mode => {
      const compiler = new BlockCompiler(flow, mode, definitionOf)
      for (const block of flow.blocks()) compiler.compile(block)
      const { compiled } = compiler
      const operations = [
        ...compiled.operations,
        ...compiled.reactions.flatMap(reaction => reaction.operations),
      ]
      return operations
        .filter(({ call }) => simulatorCall(call) === undefined)
        .map(({ block, call }) => ({ kind: flow.graph.blocks[block]?.kind ?? '', call }))
        .filter(({ kind, call }) => GUIDANCE[kind]?.calls.includes(call) !== true)
        .map(({ kind, call }) => `${kind} calls ${call}`)
    })
    expect([...new Set(unnamed)]).toEqual([])
  },
)

test.for(TEMPLATES.map(template => [template.id, template] as const))(
  '%s has a launch checklist and a life of its charge',
  ([, template]) => {
    const flow = drawnFlow(template.document.graph, TODAY)
    expect(launchChecklist(flow).length).toBeGreaterThan(8)
    expect(stepsTaken(flow)).toContain('capture')
  },
)
