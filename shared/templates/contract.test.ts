import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { check } from '#shared/check/check.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { refusal } from '#shared/flow/connect.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import { entriesOf } from '#shared/flow/ids.ts'
import { forecast } from '#shared/forecast/forecast.ts'
import { balances } from '#shared/money/posting.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { blockSizes, frameAround, overlap } from '#shared/scene/block-size.ts'
import { TEMPLATES } from './index.ts'
import type { Template } from './template.ts'

const TODAY = '2026-11-23'
const GRID = 4
/** Files of this folder that are no templates. */
const MACHINERY = ['build-document', 'grid', 'index', 'parts', 'seeded-mistakes', 'template']

const checked = ({ document }: Template) => {
  const result = check(document.graph, RULES, { today: TODAY })
  return { ...result, flow: result.checked ?? indexFlow(document.graph, { today: TODAY }) }
}

it('has one file for each template and one template for each file', () => {
  const files = readdirSync(import.meta.dirname)
    .filter(name => !name.includes('.test.'))
    .map(name => name.replace(/\.ts$/, ''))
    .filter(name => !MACHINERY.includes(name))
  expect(TEMPLATES.map(({ id }) => id).toSorted()).toEqual(files.toSorted())
})

describe.for(TEMPLATES.map(template => [template.id, template] as const))('%s', ([, template]) => {
  const { document } = template
  const blocks = entriesOf(document.graph.blocks)

  it('is told so that a client understands it, with what its amounts rest on', () => {
    expect(template.title).toMatch(/^[A-Z].{4,50}$/)
    expect(template.summary).toMatch(/^[A-Z].{8,60}$/)
    expect(template.story.length).toBeGreaterThan(150)
    expect(template.assumptions.length).toBeGreaterThan(1)
    expect(Object.keys(document.parts.scenarios)).toContain('first')
  })

  it('names only properties that its kinds have', () => {
    expect(completeProps(document.graph, definitionOf).problems).toEqual([])
  })

  it('connects only what may be connected, each pair once', () => {
    for (const [id, connection] of entriesOf(document.graph.connections)) {
      const others = Object.fromEntries(
        entriesOf(document.graph.connections).filter(([other]) => other !== id),
      )
      const graph = { ...document.graph, connections: others }
      expect(
        refusal(graph, [connection.from, connection.to], definitionOf),
        JSON.stringify(connection),
      ).toBeNull()
    }
  })

  it('checks without errors and warnings', () => {
    const found = checked(template).diagnostics.filter(({ severity }) => severity !== 'info')
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([])
  })

  it('stands on the grid without overlaps', () => {
    const boxes = blocks.map(([id, block]) => {
      const definition = definitionOf(block.kind)
      const place = document.layout[id]
      if (!definition || !place) throw new Error(`${id} has no place`)
      return { id, ...place, ...blockSizes[definition.size] }
    })
    for (const { id, x, y } of boxes) expect([x % GRID, y % GRID], id).toEqual([0, 0])
    const overlaps = boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter(b => overlap(a, b))
        .map(b => `${a.id} and ${b.id}`),
    )
    const crossed = Object.values(document.parts.groups).flatMap(({ title, blocks: members }) => {
      const frame = frameAround(boxes.filter(({ id }) => members.includes(id)))
      return boxes
        .filter(box => frame && !members.includes(box.id) && overlap(frame, box))
        .map(({ id }) => `${title} and ${id}`)
    })
    expect([...overlaps, ...crossed]).toEqual([])
  })

  it('compiles attended and unattended, the same every time', () => {
    const { checked: flow } = checked(template)
    if (!flow) throw new Error('does not check')
    for (const mode of ['attended', 'unattended'] as const) {
      const plan = compile(flow, mode)
      expect(plan.operations.length).toBeGreaterThan(2)
      expect(compile(flow, mode).hash).toBe(plan.hash)
    }
  })

  it('forecasts money that sums to zero', () => {
    const { checked: flow } = checked(template)
    const first = document.parts.scenarios['first']
    if (!flow || !first) throw new Error('does not check')
    const { entries } = forecast(flow, compile(flow, 'unattended'), first)
    expect(entries.length).toBeGreaterThan(1)
    const sums = Object.values(balances(entries)).reduce((total, { usd = 0 }) => total + usd, 0)
    expect(sums).toBe(0)
  })
})

/** Balances after the first payment, minor units: worked out by hand from each template's assumptions. */
const FIRST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  flagship: {
    'customer:cus': -16_300,
    'fees:stripe': 503,
    'balance:platform': 1127,
    'balance:A': 4410,
    'balance:B': 7110,
    'balance:C': 3150,
  },
  'saas-seats': { 'customer:cus': -33_000, 'fees:stripe': 987, 'balance:platform': 32_013 },
  'usage-based': { 'customer:cus': -4900, 'fees:stripe': 172, 'balance:platform': 4728 },
  'marketplace-one-seller': {
    'customer:cus': -8000,
    'fees:stripe': 262,
    'balance:platform': 698,
    'balance:seller': 0,
    'bank:seller': 7040,
  },
  'multi-seller-cart': {
    'customer:cus': -12_000,
    'fees:stripe': 378,
    'balance:platform': 822,
    'balance:A': 6300,
    'balance:B': 4500,
  },
  'rental-deposit': { 'customer:cus': -7500, 'fees:stripe': 248, 'balance:platform': 7252 },
  donations: { 'customer:give': -2500, 'fees:stripe': 103, 'balance:platform': 50, 'balance:charity': 2347 },
  'on-demand-services': {
    'customer:cus': -2800,
    'fees:stripe': 142,
    'balance:platform': 338,
    'balance:rider': 0,
    'bank:rider': 2320,
  },
  'b2b-net-30': { 'customer:cus': -420_000, 'fees:stripe': 12_210, 'balance:platform': 407_790 },
  crowdfunding: {
    'customer:cus': -15_000,
    'fees:stripe': 465,
    'balance:platform': 285,
    'balance:maker': 14_250,
  },
  'digital-goods': { 'customer:cus': -9401, 'fees:stripe': 303, 'balance:platform': 9098 },
  'physical-goods': { 'customer:cus': -7020, 'fees:stripe': 234, 'balance:platform': 6786 },
  franchise: {
    'customer:cus': -4200,
    'fees:stripe': 152,
    'balance:platform': 184,
    'balance:shop': 3864,
  },
  'merchant-platform': {
    'customer:cus': -12_900,
    'fees:stripe': 404,
    'balance:platform': 258,
    'balance:shop': 12_238,
  },
  instalments: { 'customer:cus': -25_000, 'fees:stripe': 755, 'balance:platform': 24_245 },
  'one-provider-subscription': {
    'customer:cus': -2000,
    'fees:stripe': 88,
    'balance:platform': 312,
    'balance:cinema': 1600,
  },
}

it.for(TEMPLATES.map(template => [template.id, template] as const))(
  '%s brings what it promises',
  ([id, template]) => {
    const { checked: flow } = checked(template)
    const first = template.document.parts.scenarios['first']
    if (!flow || !first) throw new Error('does not check')
    const { entries } = forecast(flow, compile(flow, 'unattended'), first)
    const held = Object.fromEntries(
      Object.entries(balances(entries)).map(([account, { usd }]) => [account, usd]),
    )
    expect(held).toEqual(FIRST[id])
  },
)
