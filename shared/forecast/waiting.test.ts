import { describe, expect, it, test } from 'vitest'
import { check } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { Incident } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { crowdfunding } from '#shared/templates/crowdfunding.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { forecast } from './forecast.ts'
import { summarise } from './summary.ts'

const set = (id: string, props: Record<string, unknown>): GraphPatch => [
  { op: 'block.set', id: blockId(id), set: { props } },
]

/** Transfers of the flagship that wait. */
const waiting = (days: number, transfers = ['tA', 'tB', 'tC']): GraphPatch =>
  transfers.flatMap(id => set(id, { delayDays: days }))

type Played = {
  months: number
  patch: GraphPatch
  incidents?: readonly Incident[]
  document?: typeof flagship.document
}

const play = ({ months, patch, incidents = [], document = flagship.document }: Played) => {
  const { checked, diagnostics } = check(applyPatch(document, patch).document.graph, RULES, {
    today: '2026-11-23',
  })
  invariant(checked !== null, JSON.stringify(diagnostics))
  const scenario = { title: '', months, seed: 1, volumes: {}, incidents }
  return forecast(checked, compile(checked, 'unattended'), scenario)
}

/** `3 refund rf`: in month 3 something happens to a block. */
const happens = (text: string, props: Incident['props'] = {}): Incident => {
  const [month = '', kind = '', block = ''] = text.split(' ')
  return { month: Number(month), kind, block: blockId(block), props }
}

const ACCOUNTS = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']

const held = (played: ReturnType<typeof play>) => {
  const balances = new Map(Object.entries(summarise(played).balances))
  return ACCOUNTS.map(name => balances.get(name)?.['usd'] ?? 0)
}

/** `month day: block` of what is sent on, and taken back. */
const shares = ({ entries }: Pick<ReturnType<typeof play>, 'entries'>) =>
  entries
    .filter(({ block }) => block.startsWith('t') || block === 'rv')
    .map(({ month, day, block, money }) => `${month} ${day}: ${block} ${money.amount}`)

describe('transfers that wait a week', () => {
  it('are booked a week after each payment, and come to the same in the end', () => {
    const played = play({ months: 3, patch: waiting(7) })
    expect(shares(played)).toEqual([
      '1 7: tA 4410',
      '1 7: tB 7110',
      '1 7: tC 3150',
      '2 38: tA 4410',
      '2 38: tB 7110',
      '2 38: tC 3150',
      '3 66: tA 4410',
      '3 66: tB 7110',
      '3 66: tC 3150',
    ])
    expect(played.entries.filter(({ paidIn }) => paidIn === 2)).toHaveLength(3)
    expect(held(played)).toEqual(held(play({ months: 3, patch: [] })))
    expect(played.waiting).toEqual([])
  })
})

describe('a wait that is longer than a month', () => {
  const played = play({ months: 3, patch: waiting(45) })

  it('overlaps with renewals', () => {
    expect(shares(played)).toEqual([
      '2 45: tA 4410',
      '2 45: tB 7110',
      '2 45: tC 3150',
      '3 76: tA 4410',
      '3 76: tB 7110',
      '3 76: tC 3150',
    ])
  })

  it('leaves with the platform, by name, what is due after the last month', () => {
    expect(shares({ entries: played.waiting })).toEqual([
      '4 104: tA 4410',
      '4 104: tB 7110',
      '4 104: tC 3150',
    ])
    expect(held(played)).toEqual([-48_900, 1509, 3381 + 14_670, 8820, 14_220, 6300])
  })

  it('counts what waits for providers as nobody’s margin', () => {
    const { margin, billed, waiting: left } = summarise(played)
    expect(left).toEqual({ usd: 14_670 })
    expect(margin['usd']).toBe(3381 - (billed['usd'] ?? 0))
  })
})

describe('what is given back before the day', () => {
  const refundC = happens('1 refund rf', { scope: 'lines', prices: ['qC'] })

  test.for<[string, GraphPatch, Incident[], number[], string[]]>([
    [
      'a service: its share is never sent and nothing is reversed',
      waiting(7, ['tC']),
      [refundC],
      [-12_800, 503, 777, 4410, 7110, 0],
      ['1 0: tA 4410', '1 0: tB 7110'],
    ],
    [
      'everything: no share is sent',
      waiting(7),
      [happens('1 refund rf', { scope: 'full' })],
      [0, 503, -503, 0, 0, 0],
      [],
    ],
    [
      'ten dollars: every share is less by what would have been taken back',
      waiting(7),
      [happens('1 refund rf', { scope: 'amount', amount: 1000 })],
      [-15_300, 503, 1127 - 1000 + 901, 4410 - 270, 7110 - 437, 3150 - 194],
      ['1 7: tA 4140', '1 7: tB 6673', '1 7: tC 2956'],
    ],
    [
      'one waits and the others do not: those are taken back, that is not sent',
      waiting(7, ['tC']),
      [happens('1 refund rf', { scope: 'full' })],
      [0, 503, -503, 0, 0, 0],
      ['1 0: tA 4410', '1 0: tB 7110', '1 0: rv 4410', '1 0: rv 7110'],
    ],
    [
      'by a dispute that is lost: no share is sent',
      waiting(7),
      [happens('1 dispute dp', { outcome: 'lost' })],
      [0, 3503, -3503, 0, 0, 0],
      [],
    ],
    [
      'by a dispute that is won: shares are sent on their day, once',
      waiting(7),
      [happens('1 dispute dp', { outcome: 'won' })],
      [-16_300, 2003, -373, 4410, 7110, 3150],
      ['1 7: tA 4410', '1 7: tB 7110', '1 7: tC 3150'],
    ],
  ])('%s', ([, patch, incidents, balances, sent]) => {
    const played = play({ months: 1, patch, incidents })
    expect(shares(played)).toEqual(sent)
    expect(held(played)).toEqual(balances)
  })
})

describe('what is given back on a day of its own', () => {
  const on = (day: number, incident: Incident): Incident => ({ ...incident, day })
  const ten = happens('1 refund rf', { scope: 'amount', amount: 1000 })
  const everything = happens('1 refund rf', { scope: 'full' })
  const sent = ['1 7: tA 4410', '1 7: tB 7110', '1 7: tC 3150']

  test.for<[string, GraphPatch, Incident[], number[], string[]]>([
    [
      'after the shares were sent: they are taken back',
      waiting(7),
      [on(10, everything)],
      [0, 503, -503, 0, 0, 0],
      [...sent, '1 10: rv 4410', '1 10: rv 7110', '1 10: rv 3150'],
    ],
    [
      'on the day itself: it comes first, and nothing is sent',
      waiting(7),
      [on(7, everything)],
      [0, 503, -503, 0, 0, 0],
      [],
    ],
    [
      'between two days: what was sent is taken back, what waits is not sent',
      [...waiting(3, ['tA']), ...waiting(10, ['tB', 'tC'])],
      [on(5, everything)],
      [0, 503, -503, 0, 0, 0],
      ['1 3: tA 4410', '1 5: rv 4410'],
    ],
    [
      'ten dollars before and ten after: the second time counts from the whole share',
      waiting(7),
      [on(10, ten), on(2, ten)],
      [-14_300, 503, 1127 - 2000 + 1800, 4410 - 541, 7110 - 872, 3150 - 387],
      ['1 7: tA 4140', '1 7: tB 6673', '1 7: tC 2956', '1 10: rv 271', '1 10: rv 435', '1 10: rv 193'],
    ],
    [
      'after a dispute of the same payment was won',
      waiting(7),
      [on(10, ten), happens('1 dispute dp', { outcome: 'won' })],
      [-15_300, 2003, 1127 - 1500 - 1000 + 901, 4410 - 270, 7110 - 437, 3150 - 194],
      [...sent, '1 10: rv 270', '1 10: rv 437', '1 10: rv 194'],
    ],
    [
      'where a provider was restricted on the day: what it did not get is not taken back',
      waiting(7, ['tC']),
      [happens('2 restriction C', { outcome: 'stays' }), on(10, { ...everything, month: 2 })],
      [-16_300, 1006, 624, 4410, 7110, 3150],
      [
        '1 0: tA 4410',
        '1 0: tB 7110',
        '1 7: tC 3150',
        '2 31: tA 4410',
        '2 31: tB 7110',
        '2 41: rv 4410',
        '2 41: rv 7110',
      ],
    ],
  ])('%s', ([, patch, incidents, balances, moved]) => {
    const months = Math.max(...incidents.map(({ month }) => month))
    const played = play({ months, patch, incidents })
    expect(shares(played)).toEqual(moved)
    expect(held(played)).toEqual(balances)
  })
})

describe('a provider that is restricted', () => {
  it('gets nothing of what waited for it when it stays so', () => {
    const incidents = [happens('2 restriction C', { outcome: 'stays' })]
    expect(held(play({ months: 3, patch: waiting(45, ['tC']), incidents })).at(-1)).toBe(0)
  })
})

describe('a hold', () => {
  it('ends on the day on which its event is expected', () => {
    const played = play({ months: 1, patch: set('wait', { days: 20 }), document: crowdfunding.document })
    expect(shares(played)).toEqual(['1 20: tr 14250'])
  })

  it('never lasts longer than its latest day', () => {
    const patch = set('wait', { days: 20, maxDays: 14 })
    expect(shares(play({ months: 1, patch, document: crowdfunding.document }))).toEqual(['1 14: tr 14250'])
  })

  it('adds to the delay of the transfer behind it', () => {
    const patch = [...set('wait', { days: 5 }), ...set('tr', { delayDays: 3 })]
    expect(shares(play({ months: 1, patch, document: crowdfunding.document }))).toEqual(['1 8: tr 14250'])
  })
})
