import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { emptyDocument, type FlowDocument } from '#shared/flow/document.ts'
import type { FlowEdit, GraphPatch } from '#shared/flow/edits.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { type CheckOptions, check, createCheck } from './check.ts'
import { blockRule, type Rule } from './rule.ts'
import { anyBlock, anyGraph, NAMES, portsOf, propsOf } from './test-random-flows.ts'

const TODAY = '2026-11-23'

const documentOf = (graph: FlowGraph): FlowDocument => ({ ...emptyDocument('edited', ''), graph })

/** A wish for a change; what it means depends on the document to which it comes. */
type Wish = (document: FlowDocument) => GraphPatch

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]
const at = fc.nat({ max: 10_000 })
const blockAt = ({ graph }: FlowDocument, number: number): Block | undefined =>
  pick(Object.values(graph.blocks), number)
const one = (edit: FlowEdit | null | undefined | false): GraphPatch => (edit ? [edit] : [])

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 5,
    arbitrary: at.chain(number =>
      fc.integer({ min: 0, max: 5000 }).map(
        (amount): Wish =>
          document => {
            const block = blockAt(document, number)
            const [name] =
              Object.entries(block?.props ?? {}).find(([, value]) => typeof value === 'number') ?? []
            return one(
              block &&
                name !== undefined && { op: 'block.set', id: block.id, set: { props: { [name]: amount } } },
            )
          },
      ),
    ),
  },
  {
    weight: 4,
    arbitrary: at.chain(number =>
      fc
        .constantFrom(
          'subscription',
          'price',
          'split',
          'webhook-endpoint',
          'connected-account',
          'payment-intent',
        )
        .chain(kind =>
          propsOf(kind).map(
            (props): Wish =>
              document => {
                const block = pick(
                  Object.values(document.graph.blocks).filter(other => other.kind === kind),
                  number,
                )
                return one(block && { op: 'block.set', id: block.id, set: { props } })
              },
          ),
        ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(at, fc.constantFrom('Rent', 'escrow', '')).map(
      ([number, label]): Wish =>
        document => {
          const block = blockAt(document, number)
          return one(block && { op: 'block.set', id: block.id, set: { label } })
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(at, fc.boolean()).map(
      ([number, disabled]): Wish =>
        document => {
          const block = blockAt(document, number)
          return one(block && { op: 'block.set', id: block.id, set: { disabled } })
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(at, at).map(
      ([number, other]): Wish =>
        document => {
          const block = blockAt(document, number)
          const account = blockAt(document, other)
          return one(block && account && { op: 'block.set', id: block.id, set: { onAccount: account.id } })
        },
    ),
  },
  at.map(
    (number): Wish =>
      document => {
        const block = blockAt(document, number)
        return one(block && { op: 'block.remove', id: block.id })
      },
  ),
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...NAMES)
      .chain(anyBlock)
      .map(
        (block): Wish =>
          ({ graph }) =>
            one(
              Object.hasOwn(graph.blocks, block.id) || block.id in graph.blocks
                ? null
                : { op: 'block.add', block },
            ),
      ),
  },
  {
    weight: 3,
    arbitrary: at.map(
      (number): Wish =>
        ({ graph }) => {
          const connection = pick(Object.values(graph.connections), number)
          return one(connection && { op: 'connection.remove', id: connection.id })
        },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(at, at, at, at).map(
      ([number, from, to, port]): Wish =>
        document => {
          const id = connectionId(`w${number}`)
          const source = blockAt(document, from)
          const target = blockAt(document, to)
          const out = pick(portsOf(source, 'out'), port)
          const into = pick(portsOf(target, 'in'), port)
          if (
            !source ||
            !target ||
            out === undefined ||
            into === undefined ||
            id in document.graph.connections
          )
            return []
          return [
            {
              op: 'connection.add',
              connection: { id, from: { block: source.id, port: out }, to: { block: target.id, port: into } },
            },
          ]
        },
    ),
  },
  fc.constantFrom('US', 'DE', 'JP').map(
    (country): Wish =>
      () => [{ op: 'flow.set', platform: { country } }],
  ),
)

/** Wishes come alone and in pairs; now and then the last change is taken back. */
const steps = fc.array(
  fc.record({ wishes: fc.array(wish, { minLength: 1, maxLength: 2 }), back: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 6,
  },
)

type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never

/** Every state that a document goes through. */
const statesOf = (start: FlowDocument, walk: Steps): readonly FlowDocument[] => {
  const states = [start]
  let document = start
  for (const { wishes, back } of walk) {
    let inverse: GraphPatch = []
    for (const change of wishes) {
      const result = applyPatch(document, change(document))
      document = result.document
      inverse = [...result.inverse, ...inverse]
    }
    states.push(document)
    if (!back) continue
    document = applyPatch(document, inverse).document
    states.push(document)
  }
  return states
}

const expectEqual = (states: readonly FlowDocument[], options: CheckOptions = { today: TODAY }) => {
  const look = createCheck(RULES)
  for (const { graph } of states) {
    const full = check(graph, RULES, options)
    const again = look(graph, options)
    expect(again.diagnostics).toEqual(full.diagnostics)
    expect(again.checked === null).toBe(full.checked === null)
    if (again.checked && full.checked) expect(again.checked.month()).toEqual(full.checked.month())
  }
}

test('after any edit of any drawing the remembering check finds what a full check finds', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(anyGraph, steps, (graph, walk) => expectEqual(statesOf(documentOf(graph), walk))),
    { seed: 20_261_123, numRuns: 100 },
  )
})

/** Flows that have all stages to go through: the flagship, and those of the rules' own examples. */
const sound = [
  flagship.document.graph,
  ...RULES.flatMap(({ valid, invalid }) => [...valid, ...invalid]).map(({ graph }) => graph),
].filter(({ blocks }) => Object.keys(blocks).length > 3)

test('after any edit of a sound flow the remembering check finds what a full check finds', {
  timeout: 240_000,
}, () => {
  fc.assert(
    fc.property(fc.constantFrom(...sound), steps, (graph, walk) =>
      expectEqual(statesOf(documentOf(graph), walk)),
    ),
    { seed: 20_261_123, numRuns: 200 },
  )
})

test('suppressions, another day and another document are looked at as they are', () => {
  const look = createCheck(RULES)
  const { graph } = flagship.document
  const [first] = check(graph, RULES, { today: TODAY }).diagnostics
  const suppressions = { s1: { code: first?.code ?? '', reason: 'agreed' } }
  for (const options of [{ today: TODAY }, { today: TODAY, suppressions }, { today: '2028-01-01' }])
    for (const drawn of [graph, { ...graph, connections: {} }])
      expect(look(drawn, options).diagnostics).toEqual(check(drawn, RULES, options).diagnostics)
})

test('a flow that was found free of errors stays as it was found', () => {
  const look = createCheck(RULES)
  const { document } = flagship
  const { checked } = look(document.graph, { today: TODAY })
  const month = check(document.graph, RULES, { today: TODAY }).checked?.month()
  const [price] = Object.values(document.graph.blocks).filter(({ kind }) => kind === 'price')
  const edit: FlowEdit = { op: 'block.set', id: blockId(price?.id ?? ''), set: { props: { unitAmount: 1 } } }
  look(applyPatch(document, [edit]).document.graph, { today: TODAY })
  expect(checked?.month()).toEqual(month)
})

test('after an edit only blocks that can be touched by it are looked at', () => {
  const looked: string[] = []
  const says: Rule = blockRule({
    id: 'structure/says',
    severity: 'info',
    needs: 'graph',
    on: ['price', 'product', 'connected-account', 'customer'],
    docs: { title: 'Test', why: 'Test.', source: 'practice' },
    valid: [{ name: 'any', graph: flagship.document.graph }],
    invalid: [{ name: 'any', graph: flagship.document.graph, reports: [] }],
    check: (block, flow) => {
      looked.push(`${block.kind} ${block.id}`)
      flow.into(block)
      return []
    },
  })
  const look = createCheck([says])
  const { document } = flagship
  look(document.graph, { today: TODAY })
  const [price] = Object.values(document.graph.blocks).filter(({ kind }) => kind === 'product')
  const id = blockId(price?.id ?? '')
  looked.length = 0
  look(applyPatch(document, [{ op: 'block.set', id, set: { label: 'Other' } }]).document.graph, {
    today: TODAY,
  })
  const near = Object.values(document.graph.connections).flatMap(({ from, to }) =>
    from.block === id ? [to.block] : to.block === id ? [from.block] : [],
  )
  const expected = [id, ...near].map(other => `${document.graph.blocks[other]?.kind} ${other}`)
  expect(looked.toSorted()).toEqual(expected.toSorted())
})
