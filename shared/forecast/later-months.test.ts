import { describe, expect, it, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { Incident } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId } from '#shared/flow/ids.ts'
import { tellScenario } from '#shared/lifecycles/told-incidents.ts'
import { scenarioRefusal } from '#shared/lifecycles/write-script.ts'
import { invariant } from '#shared/money/invariant.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { crowdfunding } from '#shared/templates/crowdfunding.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { forecast } from './forecast.ts'
import { summarise } from './summary.ts'

type Played = { months: number; patch: GraphPatch; incidents: readonly Incident[] }

const checkedFlow = (patch: GraphPatch, document = flagship.document) => {
  const { checked, diagnostics } = check(applyPatch(document, patch).document.graph, RULES, {
    today: '2026-11-23',
  })
  invariant(checked !== null, JSON.stringify(diagnostics))
  return checked
}

const play = ({ months, patch, incidents }: Played) => {
  const flow = checkedFlow(patch)
  return forecast(flow, compile(flow, 'unattended'), { title: '', months, seed: 1, volumes: {}, incidents })
}

/** `3 refund rf`: in month 3 something happens to a block. */
const happens = (text: string, props: Incident['props'] = {}): Incident => {
  const [month = '', kind = '', block = ''] = text.split(' ')
  return { month: Number(month), kind, block: blockId(block), props }
}

/** Transfers of the flagship that wait 45 days. */
const WAITING: GraphPatch = ['tA', 'tB', 'tC'].map(id => ({
  op: 'block.set',
  id: blockId(id),
  set: { props: { delayDays: 45 } },
}))

const ACCOUNTS = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']

const held = (played: ReturnType<typeof play>) => {
  const balances = new Map(Object.entries(summarise(played).balances))
  return ACCOUNTS.map(name => balances.get(name)?.['usd'] ?? 0)
}

describe('what is given back of a payment after later ones were made', () => {
  const late = (text: string, day: number, props: Incident['props'] = {}): Incident => ({
    ...happens(text, props),
    day,
  })
  /** Charged, refunded and taken back, as `month day: block amount`. */
  const back = ({ entries }: ReturnType<typeof play>) =>
    entries
      .filter(({ block }) => block === 'rf' || block === 'rv')
      .map(({ month, day, block, money }) => `${month} ${day}: ${block} ${money.amount}`)

  test.for<[string, GraphPatch, number, Incident[], number[], string[]]>([
    [
      'everything of month 1: it is that payment whose shares are taken back, in month 2',
      [],
      3,
      [late('1 refund rf', 35, { scope: 'full' })],
      [-32_600, 1509, 3381 - 1630, 8820, 14_220, 6300],
      ['2 35: rv 4410', '2 35: rv 7110', '2 35: rv 3150', '2 35: rf 16300'],
    ],
    [
      'one service of month 1 on the day on which month 3 is paid',
      [],
      3,
      [late('1 refund rf', 59, { scope: 'lines', prices: ['qC'] })],
      [-45_400, 1509, 3381 - 350, 13_230, 21_330, 6300],
      ['3 59: rv 3150', '3 59: rf 3500'],
    ],
    [
      'ten dollars of month 1 at once and ten in month 3: the second time counts with the first',
      [],
      3,
      [
        late('1 refund rf', 70, { scope: 'amount', amount: 1000 }),
        late('1 refund rf', 0, { scope: 'amount', amount: 1000 }),
      ],
      [-46_900, 1509, 3381 - 200, 13_230 - 541, 21_330 - 872, 9450 - 387],
      [
        '1 0: rv 270',
        '1 0: rv 437',
        '1 0: rv 194',
        '1 0: rf 1000',
        '3 70: rv 271',
        '3 70: rv 435',
        '3 70: rv 193',
        '3 70: rf 1000',
      ],
    ],
    [
      'of shares that waited longer than a month, what was sent by then',
      WAITING,
      2,
      [late('1 refund rf', 46, { scope: 'full' })],
      [-16_300, 1006, 2254 - 1630 + 14_670, 0, 0, 0],
      ['2 46: rv 4410', '2 46: rv 7110', '2 46: rv 3150', '2 46: rf 16300'],
    ],
    [
      'of shares that wait still, nothing: they are not sent',
      WAITING,
      2,
      [late('1 refund rf', 40, { scope: 'full' })],
      [-16_300, 1006, 2254 - 1630 + 14_670, 0, 0, 0],
      ['2 40: rf 16300'],
    ],
    [
      'beyond the last month: it does not happen',
      [],
      1,
      [late('1 refund rf', 31, { scope: 'full' })],
      [-16_300, 503, 1127, 4410, 7110, 3150],
      [],
    ],
  ])('%s', ([, patch, months, incidents, balances, moved]) => {
    const played = play({ months, patch, incidents })
    expect(back(played)).toEqual(moved)
    expect(held(played)).toEqual(balances)
  })

  it.for<[string, typeof flagship.document, GraphPatch, string]>([
    ['is paid once', crowdfunding.document, [], 'is paid once, in month 1'],
    [
      'renews without a clock',
      flagship.document,
      [{ op: 'block.remove', id: blockId('clk') }],
      'no test clock',
    ],
  ])('names no later payment where a flow %s', ([, document, patch, reason]) => {
    expect(scenarioRefusal([happens('2 refund rf')], checkedFlow(patch, document))).toContain(reason)
  })

  it('is told with the month in which it happens, and why it cannot', () => {
    const flow = checkedFlow([])
    const tell = (...incidents: Incident[]) => tellScenario(flow, compile(flow, 'unattended'), { incidents })
    expect(tell(late('1 refund rf', 35), happens('2 decline sub'), happens('1 earthquake rf'))).toEqual({
      incidents: [
        { title: 'Refund', onAnyDay: true, happensIn: 2 },
        { title: 'Declined renewal', onAnyDay: false, happensIn: 2 },
        { title: 'earthquake', onAnyDay: false, happensIn: 1 },
      ],
      refusal: 'Month 1, earthquake: Nothing of the kind “earthquake” is known.',
    })
    expect(tell(late('1 refund rf', 35)).refusal).toBeNull()
  })

  it('bills what was billed then, not what a change made of the plan since', () => {
    const incidents = [
      happens('1 plan-change sub', { price: 'qC', quantity: 0 }),
      late('1 refund rf', 40, { scope: 'lines', prices: ['qC'] }),
    ]
    expect(back(play({ months: 2, patch: [], incidents }))).toEqual(['2 40: rv 3150', '2 40: rf 3500'])
  })
})
