import { readdirSync } from 'node:fs'
import icons from 'lucide-react/dynamicIconImports.mjs'
import { describe, expect, it, test } from 'vitest'
import { API_VERSION } from '#shared/facts/api-version.ts'
import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { fits } from '#shared/flow/connect.ts'
import { type Field, type Fields, initialProps, propsSchema } from '#shared/flow/fields.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { playMonth } from '#shared/flow/play-month.ts'
import { balances } from '#shared/money/posting.ts'
import { BlockCompiler } from '#shared/plan/compile-block.ts'
import { inOrder } from '#shared/plan/order.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { BLOCKS, DEFINITIONS, definitionOf } from './index.ts'

const TODAY = '2026-11-23'

const fresh = (definition: BlockDefinition, id: string): Block => ({
  id: blockId(id),
  kind: definition.kind,
  label: definition.title,
  props: initialProps(definition.fields),
})

const graphOf = (...blocks: Block[]): FlowGraph => ({
  platform: { country: 'US', currency: 'usd', apiVersion: API_VERSION },
  blocks: Object.fromEntries(blocks.map(block => [block.id, block])),
  connections: {},
})

const flagshipGraph = (): FlowGraph => {
  const { graph, problems } = completeProps(flagship.document.graph, definitionOf)
  expect(problems).toEqual([])
  return graph
}

const fieldsWithin = (fields: Fields, path = ''): [string, Field][] =>
  Object.entries(fields).flatMap(([name, field]) => [
    [path + name, field],
    ...(field.row ? fieldsWithin(field.row, `${path}${name}.`) : []),
  ])

const portsOf = (direction: Port['direction'], carries: Port['carries']) =>
  DEFINITIONS.flatMap(definition =>
    definition.ports
      .filter(port => port.direction === direction && port.carries === carries)
      .map(port => ({ definition, port })),
  )

it('knows the 43 kinds of the palette and five that are only imported', () => {
  expect(DEFINITIONS.filter(({ legacy }) => legacy !== true)).toHaveLength(43)
  expect(DEFINITIONS.filter(({ legacy }) => legacy === true)).toHaveLength(5)
})

it('has one file for each kind and one kind for each file', () => {
  const files = readdirSync(import.meta.dirname)
    .filter(name => !name.includes('.test.') && name !== 'index.ts')
    .map(name => name.replace(/\.ts$/, ''))
  expect(Object.keys(BLOCKS).toSorted()).toEqual(files.toSorted())
})

describe.for(Object.entries<BlockDefinition>(BLOCKS))('%s', ([key, definition]) => {
  const { fields, ports } = definition

  it('is called by its key', () => {
    expect(definition.kind).toBe(key)
    expect(definitionOf(key)).toBe(definition)
  })

  it('starts with properties that its own schema accepts, and fills in the same', () => {
    const initial = initialProps(fields)
    expect(propsSchema(fields).parse(initial)).toEqual(initial)
    expect(propsSchema(fields).parse({})).toEqual(initial)
    expect(propsSchema(fields).safeParse({ ...initial, noSuchProperty: 1 }).success).toBe(false)
    expect(JSON.parse(JSON.stringify(initial))).toEqual(initial)
  })

  it('explains every field', () => {
    for (const [name, { title, help, parameter, unit, choices, min, max }] of fieldsWithin(fields)) {
      expect(title, name).toMatch(/^[A-Z0-9].{0,40}$/)
      expect(help, name).toMatch(/^\S.{8,200}[.?)]$/)
      if (parameter !== undefined) expect(parameter, name).toMatch(/^[a-z][a-z0-9_.[\]]*$/)
      if (unit !== undefined) expect(unit, name).not.toBe('')
      if (choices) expect(new Set(choices.map(({ value }) => value)).size, name).toBe(choices.length)
      for (const option of choices ?? []) expect(option.label, `${name} ${option.value}`).toMatch(/^\S/)
      if (min !== undefined && max !== undefined) expect(min, name).toBeLessThanOrEqual(max)
    }
  })

  it('says what it is, when to use it and who says so', () => {
    expect(definition.title).toMatch(/^[A-Z]/)
    expect(definition.summary).toMatch(/^[A-Z].{10,80}\.$/)
    expect(definition.docs.body.length).toBeGreaterThan(120)
    expect(definition.docs.source).toMatch(/^(https:\/\/(docs\.)?stripe\.com\/\S+|practice)$/)
    expect(definition.personas.length).toBeGreaterThan(0)
    if (definition.legacy !== true) expect(definition.keywords.length).toBeGreaterThanOrEqual(2)
    for (const event of definition.events) expect(event).toMatch(/^[a-z0-9_]+(\.[a-z0-9_[\]]+)+$/)
    expect(new Set(definition.events).size).toBe(definition.events.length)
  })

  it('names an icon that exists', () => {
    expect(Object.keys(icons)).toContain(definition.icon)
  })

  it('has ports with ids of their own, named after what they carry', () => {
    expect(new Set(ports.map(port => port.id)).size).toBe(ports.length)
    for (const port of ports) {
      const ofLetter = {
        money: port.direction === 'in' ? /^money-in$/ : /^money-(out|then|else)$/,
        event: port.direction === 'in' ? /^event-in$/ : /^event-(out|then|else)$/,
        ref: /^[a-z]+(-[a-z]+)*$/,
      }[port.carries]
      expect(port.id).toMatch(ofLetter)
      expect(port.label).toMatch(/^[A-Z]/)
      if (port.direction === 'in' && port.carries !== 'ref') expect(port.arity).toBe('many')
    }
  })

  it('has only ports that some block can be connected to', () => {
    for (const port of ports) {
      const partners = portsOf(port.direction === 'in' ? 'out' : 'in', port.carries).filter(other => {
        const mine = { block: blockId('mine'), port: port.id }
        const theirs = { block: blockId('theirs'), port: other.port.id }
        const ends = port.direction === 'in' ? ([theirs, mine] as const) : ([mine, theirs] as const)
        return fits(graphOf(fresh(definition, 'mine'), fresh(other.definition, 'theirs')), ends, definitionOf)
      })
      expect(partners, `${port.direction} ${port.id}`).not.toEqual([])
    }
  })

  it('accepts only kinds that exist', () => {
    const named = [
      ...ports.flatMap(port => port.accepts ?? []),
      ...fieldsWithin(fields).flatMap(([, field]) => field.kinds ?? []),
    ]
    expect(named.filter(kind => !definitionOf(kind))).toEqual([])
  })

  it('tells the card one short line, alone as well', () => {
    const block = fresh(definition, 'alone')
    const line = definition.facts?.(block, indexFlow(graphOf(block), { today: TODAY })) ?? ''
    expect(line.length).toBeLessThanOrEqual(48)
    expect(line).not.toMatch(/undefined|null|NaN|\[object/)
  })
})

/** Which kind may hand money to which. Everything may also go to a condition, to the books and out of the system. */
const MONEY: Readonly<Record<string, readonly string[]>> = (() => {
  const payments = ['subscription', 'payment-intent', 'invoice']
  const afterPayment = 'capture split hold transfer platform-balance connected-account refund dispute'.split(
    ' ',
  )
  const entry = [...payments, 'subscription-schedule']
  return {
    'payment-element': entry,
    'checkout-session': entry,
    'payment-link': entry,
    subscription: afterPayment,
    'subscription-schedule': afterPayment,
    'payment-intent': afterPayment,
    invoice: afterPayment,
    capture: afterPayment,
    charge: afterPayment,
    'card-element': [...entry, 'charge'],
    split: ['transfer', 'hold', 'platform-balance'],
    hold: ['transfer', 'hold', 'platform-balance'],
    'platform-balance': ['transfer', 'payout'],
    transfer: ['connected-account'],
    'connected-account': ['payout'],
    'transfer-reversal': ['platform-balance'],
    'top-up': ['platform-balance'],
    'application-fee': ['platform-balance'],
  }
})()
const ALWAYS = ['condition', 'ledger', 'external-system']

test.for(portsOf('out', 'money').filter(({ definition }) => definition.kind !== 'condition'))(
  'money of $definition.kind goes where it may go',
  ({ definition, port }) => {
    const reached = portsOf('in', 'money')
      .filter(other =>
        fits(
          graphOf(fresh(definition, 'from'), fresh(other.definition, 'to')),
          [
            { block: blockId('from'), port: port.id },
            { block: blockId('to'), port: other.port.id },
          ],
          definitionOf,
        ),
      )
      .map(other => other.definition.kind)
    const allowed = [...(MONEY[definition.kind] ?? []), ...ALWAYS]
    expect(reached.toSorted()).toEqual(allowed.filter(kind => definitionOf(kind)).toSorted())
  },
)

describe('the flagship', () => {
  const flow = indexFlow(flagshipGraph(), { today: TODAY })

  it.for(['attended', 'unattended'] as const)('compiles %s', mode => {
    const compiler = new BlockCompiler(flow, mode, definitionOf)
    for (const block of flow.blocks()) compiler.compile(block)
    expect(inOrder(compiler.compiled.operations).length).toBeGreaterThan(10)
  })

  it('gives every provider its share and keeps the rest', () => {
    const { entries } = playMonth(flow, definitionOf, { month: 1, day: 0 })
    expect(balances(entries)).toEqual({
      'customer:cus': { usd: -16_300 },
      'fees:stripe': { usd: 503 },
      'balance:platform': { usd: 1127 },
      'balance:A': { usd: 4410 },
      'balance:B': { usd: 7110 },
      'balance:C': { usd: 3150 },
    })
  })
})
