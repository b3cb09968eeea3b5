import { describe, expect, it, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument, Incident } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId } from '#shared/flow/ids.ts'
import { offeredScenarios } from '#shared/lifecycles/offers.ts'
import { invariant } from '#shared/money/invariant.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { forecast } from './forecast.ts'
import { summarise } from './summary.ts'

const checkedFlow = ({ graph }: FlowDocument): CheckedFlow => {
  const { checked, diagnostics } = check(graph, RULES, { today: '2026-11-23' })
  invariant(checked !== null, JSON.stringify(diagnostics))
  return checked
}

/** `3 refund rf`: in month 3 something happens to a block. */
const incident = (text: string, props: Incident['props'] = {}): Incident => {
  const [month = '', kind = '', block = ''] = text.split(' ')
  return { month: Number(month), kind, block: blockId(block), props }
}

const after = (months: number, incidents: readonly Incident[], patch: GraphPatch = []) => {
  const flow = checkedFlow(applyPatch(flagship.document, patch).document)
  const scenario = { title: '', months, seed: 1, volumes: {}, incidents }
  const { balances } = summarise(forecast(flow, compile(flow, 'unattended'), scenario))
  const names = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']
  return names.map(name => new Map(Object.entries(balances)).get(name)?.['usd'] ?? 0)
}

describe('the flagship, to the cent', () => {
  const refundC = incident('3 refund rf', { scope: 'lines', prices: ['qC'] })

  test.for<[string, number, Incident[], number[]]>([
    ['three months', 3, [], [-48_900, 1509, 3381, 13_230, 21_330, 9450]],
    ['one service of month 3 refunded', 3, [refundC], [-45_400, 1509, 3031, 13_230, 21_330, 6300]],
    [
      'half of landscaping refunded',
      1,
      [incident('1 refund rf', { scope: 'lines', prices: ['qB'], amount: 3950 })],
      [-12_350, 503, 732, 4410, 3555, 3150],
    ],
    [
      'everything refunded: the fee stays spent',
      1,
      [incident('1 refund rf', { scope: 'full' })],
      [0, 503, -503, 0, 0, 0],
    ],
    [
      '$10.00 refunded, spread over the services',
      1,
      [incident('1 refund rf', { scope: 'amount', amount: 1000 })],
      [-15_300, 503, 1127 - 1000 + 901, 4410 - 270, 7110 - 437, 3150 - 194],
    ],
    [
      'three times 33 cents of pest control: 89 come back, not 90',
      1,
      [1, 2, 3].map(() => incident('1 refund rf', { scope: 'lines', prices: ['qC'], amount: 33 })),
      [-16_300 + 99, 503, 1127 - 99 + 89, 4410, 7110, 3150 - 89],
    ],
    [
      'month 2 disputed and lost, shares taken back',
      3,
      [refundC, incident('2 dispute dp', { outcome: 'lost' })],
      [-29_100, 4509, -1599, 8820, 14_220, 3150],
    ],
    [
      'month 2 disputed, countered and won: providers whole, the platform down 1500',
      3,
      [refundC, incident('2 dispute dp', { outcome: 'won' })],
      [-45_400, 3009, 1531, 13_230, 21_330, 6300],
    ],
    [
      'pest control restricted from month 2 on: its share stays with the platform',
      3,
      [incident('2 restriction C', { outcome: 'stays' })],
      [-48_900, 1509, 9681, 13_230, 21_330, 3150],
    ],
    [
      'month 2 needs authentication: nothing differs in the end',
      2,
      [incident('2 authentication sub')],
      [-32_600, 1006, 2254, 8820, 14_220, 6300],
    ],
    [
      'month 2 by bank debit: 0.8 % instead of the card fee',
      2,
      [incident('2 delayed sub')],
      [-32_600, 633, 2627, 8820, 14_220, 6300],
    ],
    [
      'pest control doubled on day 15 of 31: 1807 more on the next invoice, which bills two',
      2,
      [incident('1 plan-change sub', { price: 'qC', quantity: 2 })],
      [-37_907, 1160, 2631, 8820, 14_220, 11_076],
    ],
    [
      'month 3 declined and recovered',
      3,
      [incident('3 decline sub')],
      [-48_900, 1509, 3381, 13_230, 21_330, 9450],
    ],
    [
      'month 3 declined for good: nothing comes after',
      5,
      [incident('3 decline sub', { outcome: 'ended' })],
      [-32_600, 1006, 2254, 8820, 14_220, 6300],
    ],
    [
      'a service refunded, then the rest disputed and won: nobody is paid twice',
      1,
      [
        incident('1 refund rf', { scope: 'lines', prices: ['qC'] }),
        incident('1 dispute dp', { outcome: 'won' }),
      ],
      [-12_800, 2003, 1127 - 350 - 1500, 4410, 7110, 0],
    ],
  ])('%s', ([, months, incidents, expected]) => {
    expect(after(months, incidents)).toEqual(expected)
  })

  it('a refund that the platform bears alone leaves the shares where they are', () => {
    const alone: GraphPatch = [
      { op: 'block.set', id: blockId('rf'), set: { props: { borneBy: 'platform' } } },
    ]
    expect(after(1, [incident('1 refund rf', { scope: 'lines', prices: ['qC'] })], alone)).toEqual([
      -12_800,
      503,
      1127 - 3500,
      4410,
      7110,
      3150,
    ])
  })

  it('an accepted dispute costs one fee; shares stay where nothing recovers them', () => {
    const accepted: GraphPatch = [
      { op: 'block.set', id: blockId('dp'), set: { props: { response: 'accept' } } },
    ]
    const kept: GraphPatch = [{ op: 'block.set', id: blockId('dp'), set: { props: { recover: 'none' } } }]
    const disputed = [incident('1 dispute dp')]
    expect(after(1, disputed, accepted)).toEqual([0, 2003, -2003, 0, 0, 0])
    expect(after(1, disputed, [...accepted, ...kept])).toEqual([0, 2003, -16_673, 4410, 7110, 3150])
  })

  it('what cannot happen changes nothing', () => {
    const wrong = [
      incident('1 refund sub'),
      incident('1 refund rf', { prices: ['nope'] }),
      incident('1 earthquake rf'),
      incident('1 refund rf', { scope: 'twice' }),
      { ...incident('2 decline sub'), day: 3 },
    ]
    expect(after(1, wrong)).toEqual(after(1, []))
  })
})

describe('every scenario that a template is offered', () => {
  test.for(TEMPLATES.map(template => [template.id, template] as const))('%s sums to zero', ([, template]) => {
    const flow = checkedFlow(template.document)
    const plan = compile(flow, 'unattended')
    for (const [id, scenario] of offeredScenarios(flow)) {
      const played = forecast(flow, plan, scenario)
      // A hold that is let go moves nothing; everything else moves something.
      expect(played.entries.length > 0, id).toBe(id !== 'hold-released')
      expect(
        played.entries.every(({ money }) => Number.isSafeInteger(money.amount) && money.amount >= 0),
      ).toBe(true)
    }
  })
})
