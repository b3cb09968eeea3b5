import { describe, expect, it } from 'vitest'
import { check } from '#shared/check/check.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId, entriesOf } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'
import { balances } from '#shared/money/posting.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { forecast } from './forecast.ts'
import { summarise } from './summary.ts'

const checkedFlow = (patch: GraphPatch = []): CheckedFlow => {
  const { document } = applyPatch(flagship.document, patch)
  const { checked, diagnostics } = check(document.graph, RULES, { today: '2026-11-23' })
  invariant(checked !== null, JSON.stringify(diagnostics))
  return checked
}

const play = (months: number, patch: GraphPatch = []) => {
  const flow = checkedFlow(patch)
  return forecast(flow, compile(flow, 'unattended'), {
    title: '',
    months,
    seed: 1,
    volumes: {},
    incidents: [],
  })
}

const set = (id: string, props: Record<string, unknown>): GraphPatch => [
  { op: 'block.set', id: blockId(id), set: { props } },
]

describe('the flagship', () => {
  it('pays three providers out of one payment, and again with the renewal', () => {
    const after = (months: number) => summarise(play(months)).balances
    expect(after(1)).toEqual({
      'customer:cus': { usd: -16_300 },
      'fees:stripe': { usd: 503 },
      'balance:platform': { usd: 1127 },
      'balance:A': { usd: 4410 },
      'balance:B': { usd: 7110 },
      'balance:C': { usd: 3150 },
    })
    expect(after(2)).toEqual({
      'customer:cus': { usd: -32_600 },
      'fees:stripe': { usd: 1006 },
      'balance:platform': { usd: 2254 },
      'balance:A': { usd: 8820 },
      'balance:B': { usd: 14_220 },
      'balance:C': { usd: 6300 },
    })
  })

  it('knows what Stripe bills apart, and what is left then', () => {
    const { billed, margin } = summarise(play(1))
    expect([billed, margin]).toEqual([{ usd: 826 }, { usd: 301 }])
  })

  it('dates each month by the calendar, on the day of the first payment', () => {
    expect([...new Set(play(4).entries.map(({ month, day }) => `${month}: ${day}`))]).toEqual([
      '1: 0',
      '2: 31',
      '3: 59',
      '4: 90',
    ])
  })

  it('says what goes over each connection', () => {
    const flows = Object.fromEntries(play(1).flows.map(({ connection, money }) => [connection, money.amount]))
    const { connections } = flagship.document.graph
    const between = Object.fromEntries(
      entriesOf(connections).map(([id, { from, to }]) => [`${from.block} > ${to.block}`, flows[id]]),
    )
    expect(between).toMatchObject({
      'ele > sub': 16_300,
      'sub > spl': 15_797,
      'spl > tA': 4410,
      'spl > tB': 7110,
      'spl > tC': 3150,
      'spl > plt': 1127,
      'tA > A': 4410,
    })
    expect(between['sub > rf']).toBeUndefined()
  })
})

describe('variations', () => {
  it('lets the providers bear the fee in proportion', () => {
    expect(summarise(play(1, set('spl', { feeBearer: 'providers' }))).balances).toMatchObject({
      'balance:platform': { usd: 1630 },
      'balance:A': { usd: 4259 },
      'balance:B': { usd: 6866 },
      'balance:C': { usd: 3042 },
    })
  })

  it('multiplies by quantity and gives one provider another commission', () => {
    const patch = [
      ...set('sub', { items: [{ price: 'qA', quantity: 2 }] }),
      ...set('spl', { legs: [{ account: 'A', commissionBps: 2000 }] }),
    ]
    expect(summarise(play(1, patch)).balances).toMatchObject({
      'balance:A': { usd: 7840 },
      'balance:B': { usd: 7110 },
    })
  })

  it('collects nothing below the minimum charge', () => {
    const patch = ['qA', 'qB', 'qC'].flatMap(id => set(id, { unitAmount: 10 }))
    expect(play(1, patch).entries).toEqual([])
  })

  it('sums to zero, whatever is drawn', () => {
    for (const months of [1, 5, 12]) {
      const held = balances(play(months, set('spl', { commissionBps: 1234, basis: 'net_of_fees' })).entries)
      const total = Object.values(held).reduce((sum, amounts) => sum + (amounts['usd'] ?? 0), 0)
      expect(total).toBe(0)
    }
  })
})
