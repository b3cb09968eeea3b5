import { describe, expect, it } from 'vitest'
import { check } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument, Incident } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { offeredScenarios } from '#shared/lifecycles/offers.ts'
import { scenarioRefusal } from '#shared/lifecycles/write-script.ts'
import { invariant } from '#shared/money/invariant.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { b2bNet30 } from '#shared/templates/b2b-net-30.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { forecast } from './forecast.ts'
import { summarise } from './summary.ts'

type Props = Readonly<Record<string, unknown>>

const connect = (from: string, to: string) => {
  const [fromBlock = '', fromPort = ''] = from.split('.')
  const [toBlock = '', toPort = ''] = to.split('.')
  return {
    op: 'connection.add' as const,
    connection: {
      id: connectionId(`${fromBlock}-${toBlock}`),
      from: { block: blockId(fromBlock), port: fromPort },
      to: { block: blockId(toBlock), port: toPort },
    },
  }
}

/** The flagship with a credit note on its subscription; what it credits is taken back of the shares where `recover`. */
const credited = (props: Props, recover = true): FlowDocument => {
  const patch: GraphPatch = [
    {
      op: 'block.add',
      block: { id: blockId('cn'), kind: 'credit-note', label: 'Credit', props },
    },
    connect('sub.subscription', 'cn.invoice'),
    ...(recover ? [connect('cn.event-out', 'rv.event-in')] : []),
  ]
  return applyPatch(flagship.document, patch).document
}

const corrected = (props: Props): FlowDocument =>
  applyPatch(b2bNet30.document, [
    { op: 'block.set', id: blockId('credit'), set: {}, unset: ['props.amount', 'props.creditAmount'] },
    { op: 'block.set', id: blockId('credit'), set: { props } },
  ]).document

const flowOf = ({ graph }: FlowDocument) => {
  const { checked, diagnostics } = check(graph, RULES, { today: '2026-11-23' })
  invariant(checked !== null, JSON.stringify(diagnostics))
  return checked
}

const note = (block: string, props: Props = {}): Incident => ({
  month: 1,
  kind: 'credit-note',
  block: blockId(block),
  props,
})

const balancesAfter = (document: FlowDocument, months: number, incidents: readonly Incident[]) => {
  const flow = flowOf(document)
  expect(scenarioRefusal(incidents, flow)).toBeNull()
  const scenario = { title: '', months, seed: 1, volumes: {}, incidents }
  return new Map(Object.entries(summarise(forecast(flow, compile(flow, 'unattended'), scenario)).balances))
}

const ACCOUNTS = ['customer:cus', 'fees:stripe', 'balance:platform', 'balance:A', 'balance:B', 'balance:C']

describe('a credit note on a paid subscription', () => {
  it.for<[string, FlowDocument, number, Incident[], number[]]>([
    [
      'paid back: one service and its share',
      credited({ lines: [{ price: 'qC' }] }),
      1,
      [note('cn')],
      [-12_800, 503, 777, 4410, 7110, 0],
    ],
    [
      'paid back where no reversal is drawn: the platform bears it',
      credited({ lines: [{ price: 'qC' }] }, false),
      1,
      [note('cn')],
      [-12_800, 503, 1127 - 3500, 4410, 7110, 3150],
    ],
    [
      // Month 2 charges 12800, fee 401; shares of 14670 are cut down to it.
      'one service kept as credit: the next payment is smaller, and so are its shares',
      credited({ lines: [{ price: 'qC' }], refundAmount: 0 }),
      2,
      [note('cn')],
      [-29_100, 904, 3876, 8258, 13_314, 2748],
    ],
    [
      // Month 2 charges 15300, fee 474; its shares still fit.
      'an amount kept as credit: the platform pays for it out of its part',
      credited({ amount: 1000, creditAmount: 1000 }),
      2,
      [note('cn')],
      [-31_600, 977, 2184, 8550, 13_783, 6106],
    ],
    [
      'everything kept as credit: month 2 charges nothing and shares nothing, month 3 all',
      credited({ refundAmount: 0 }),
      3,
      [note('cn')],
      [-32_600, 1006, 16_924, 4410, 7110, 3150],
    ],
    [
      // 900 + 100 of two lines; month 2 charges 15500, fee 480.
      'parts of two lines: some of it back, the rest kept',
      credited({
        lines: [
          { price: 'qA', amount: 900 },
          { price: 'qC', amount: 100 },
        ],
        refundAmount: 200,
      }),
      2,
      [note('cn')],
      [-31_600, 983, 1127 + 900 - 200 + 350, 8820 - 810, 14_220, 6300 - 90],
    ],
    [
      'a service credited, then everything refunded: what was credited is not paid back too',
      credited({ lines: [{ price: 'qC' }], refundAmount: 0 }),
      1,
      [note('cn'), { month: 1, kind: 'refund', block: blockId('rf'), props: { scope: 'full' } }],
      [-3500, 503, 2997, 0, 0, 0],
    ],
  ])('%s', ([, document, months, incidents, expected]) => {
    const balances = balancesAfter(document, months, incidents)
    expect(ACCOUNTS.map(name => balances.get(name)?.['usd'] ?? 0)).toEqual(expected)
  })

  it('moves nothing where it books a refund that was made by itself', () => {
    const { document } = applyPatch(credited({}, false), [
      connect('rf.refund', 'cn.refund'),
      { op: 'block.set', id: blockId('rf'), set: { props: { via: 'refund' } } },
    ])
    const booked = offeredScenarios(flowOf(document)).get('credit-note')
    expect(booked?.incidents.map(({ kind }) => kind)).toEqual(['refund', 'credit-note'])
    const balances = balancesAfter(document, 1, booked?.incidents ?? [])
    const held = [-12_800, 503, 777, 4410, 7110, 0]
    expect(ACCOUNTS.map(name => balances.get(name)?.['usd'] ?? 0)).toEqual(held)
    expect(scenarioRefusal([note('cn')], flowOf(document))).toContain('name the refund first')
  })

  it('books what is paid back outside of Stripe as the platform’s own', () => {
    const document = credited({ amount: 1000, refundAmount: 400, outOfBandAmount: 100 }, false)
    const balances = balancesAfter(document, 2, [note('cn')])
    // Month 2 charges 15800, fee 488.
    expect(balances.get('bank:platform')).toEqual({ usd: -100 })
    expect(balances.get('customer:cus')).toEqual({ usd: -16_300 + 400 + 100 - 15_800 })
  })
})

describe('a credit note on an invoice that is sent', () => {
  it.for<[string, Props, Props, number]>([
    ['lowers what is to be paid while it is open', { amount: 90_000, issued: 'open' }, {}, 330_000],
    ['lowers it by a line', { lines: [{ price: 'trainPrice', amount: 45_000 }] }, { as: 'open' }, 375_000],
    ['changes no payment when it is kept as credit', { amount: 90_000, refundAmount: 0 }, {}, 420_000],
  ])('%s', ([, drawn, props, charged]) => {
    const balances = balancesAfter(corrected(drawn), 1, [note('credit', props)])
    expect(balances.get('customer:cus')).toEqual({ usd: -charged })
    expect(balances.get('fees:stripe')).toEqual({ usd: Math.round(charged * 0.029) + 30 })
  })
})

/** The flagship as invoices that are sent, with a note on the open one. */
const sentBundle = (props: Props): FlowDocument =>
  applyPatch(credited({ issued: 'open', ...props }, false), [
    {
      op: 'block.set',
      id: blockId('sub'),
      set: { props: { collectionMethod: 'send_invoice', daysUntilDue: 14 } },
    },
  ]).document

describe('a credit note on the open invoice of a subscription that is sent', () => {
  const [first, second] = [note('cn'), { ...note('cn'), month: 2 }]
  it.for<[string, Props, number, Incident[], number[]]>([
    [
      // 12800 are paid, fee 401; shares of 14670 are cut down to it.
      'by a line: month 1 charges less, month 2 all',
      { lines: [{ price: 'qC' }] },
      2,
      [first],
      [-29_100, 904, 1127 - 401, 8258, 13_314, 2748 + 3150],
    ],
    [
      // 15300 are paid, fee 474; its shares still fit.
      'by an amount: month 2 charges less',
      { amount: 1000 },
      2,
      [second],
      [-31_600, 977, 1127 + 156, 8820, 14_220, 6300],
    ],
    [
      'twice by the same line: the second takes off what the first has left of it',
      { lines: [{ price: 'qC', amount: 2000 }] },
      1,
      [first, note('cn', { prices: ['qC'] })],
      [-12_800, 401, -401, 3848, 6204, 2748],
    ],
  ])('%s', ([, props, months, incidents, expected]) => {
    const balances = balancesAfter(sentBundle(props), months, incidents)
    expect(ACCOUNTS.map(name => balances.get(name)?.['usd'] ?? 0)).toEqual(expected)
  })

  it('is refused where too little may be left', () => {
    const flow = flowOf(sentBundle({ amount: 10_000 }))
    expect(scenarioRefusal([first], flow)).toBeNull()
    expect(scenarioRefusal([first, second], flow)).toBeNull()
    expect(scenarioRefusal([first, first], flow)).toContain('too little')
    expect(scenarioRefusal([note('cn', { as: 'credit' }), second], flow)).toContain('too little')
  })
})

describe('what is offered and refused', () => {
  const refusal = (document: FlowDocument, incident: Incident) =>
    scenarioRefusal([incident], flowOf(document)) ?? ''

  it('offers the drawn case first, then the others that fit', () => {
    const titles = (document: FlowDocument) =>
      [...offeredScenarios(flowOf(document))]
        .filter(([id]) => id.startsWith('credit-note'))
        .map(([id, { title, months }]) => `${id}, ${months}: ${title}`)
    expect(titles(credited({ amount: 1000 }))).toEqual([
      'credit-note, 1: Credit note, paid back',
      'credit-note-credit, 2: Credit note, kept as credit',
    ])
    expect(titles(b2bNet30.document)).toEqual([
      'credit-note, 1: Credit note, kept as credit',
      'credit-note-refund, 1: Credit note, paid back',
      'credit-note-open, 1: Credit note before the invoice is paid',
    ])
  })

  it.for<[string, FlowDocument, Incident, string]>([
    ['an open subscription', credited({}), note('cn', { as: 'open' }), 'charged at once'],
    ['all of an open invoice', corrected({}), note('credit', { as: 'open' }), 'void the invoice'],
    ['a price of another invoice', credited({}), note('cn', { prices: ['nope'] }), 'bills no price'],
    [
      'parts beyond the line',
      credited({ lines: [{ price: 'qC' }], creditAmount: 3501 }),
      note('cn'),
      '$35.01',
    ],
    ['a bill of month 2', b2bNet30.document, { ...note('credit'), month: 2 }, 'billed once'],
  ])('%s', ([, document, incident, reason]) => {
    expect(refusal(document, incident)).toContain(reason)
  })
})
