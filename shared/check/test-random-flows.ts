import fc from 'fast-check'
import { DEFINITIONS } from '#shared/blocks/index.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'

/** Every kind that there is. */
export const KINDS = DEFINITIONS.map(({ kind }) => kind)
/** Ids of blocks: names that an object has without being given them, beside ordinary ones. */
export const NAMES: readonly string[] = [
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
  'i',
  'j',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
]
const id = fc.constantFrom(...NAMES)
const hostile = fc.constantFrom(
  '',
  ' ',
  'constructor',
  '__proto__',
  'sk_test_1234567890',
  '“quoted”',
  '<b>',
  '\u0000',
  '💥',
  'x'.repeat(3000),
  'invoice.paid',
  'charge.succeeded',
  'transfers.create',
  'eur',
  'JPY',
  'inf',
)
const wild = fc.oneof(
  { weight: 3, arbitrary: hostile },
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  id,
  fc.array(fc.oneof(hostile, fc.integer()), { maxLength: 3 }),
  fc.array(
    fc.dictionary(
      fc.constantFrom(
        'price',
        'product',
        'destination',
        'account',
        'quantity',
        'amount',
        'percent',
        'upTo',
        'fixed',
        'days',
      ),
      fc.oneof(id, fc.integer(), hostile),
    ),
    { maxLength: 3 },
  ),
)

/** Props of a kind, right and wrong ones mixed. */
export const propsOf = (kind: string): fc.Arbitrary<Record<string, unknown>> => {
  const fields = Object.entries(DEFINITIONS.find(definition => definition.kind === kind)?.fields ?? {})
  const values = fields.map(([name, field]): [string, fc.Arbitrary<unknown>] => [
    name,
    field.choices
      ? fc.constantFrom(...field.choices.map(({ value }) => value))
      : field.control === 'toggle'
        ? fc.boolean()
        : field.control === 'amount' || field.control === 'number'
          ? fc.oneof(fc.integer({ min: 0, max: 10_000 }), wild)
          : field.control === 'block'
            ? id
            : wild,
  ])
  return fc.record({ ...Object.fromEntries(values), surprise: wild }, { requiredKeys: [] })
}

/** A block of this id, of any kind. */
export const anyBlock = (name: string): fc.Arbitrary<Block> =>
  fc
    .oneof(
      { weight: 20, arbitrary: fc.constantFrom(...KINDS) },
      fc.constantFrom('constructor', 'nothing', ''),
    )
    .chain(kind =>
      fc.record(
        {
          id: fc.constant(blockId(name)),
          kind: fc.constant(kind),
          label: hostile,
          props: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, propsOf(kind)),
          disabled: fc.boolean(),
          onAccount: id.map(blockId),
          metadata: fc.dictionary(fc.string({ maxLength: 50 }), hostile, { maxKeys: 3 }),
        },
        { requiredKeys: ['id', 'kind', 'label', 'props'] },
      ),
    )

/** Ports of a block, by direction. */
export const portsOf = (of: Block | undefined, direction: 'in' | 'out'): readonly string[] => {
  const ports = DEFINITIONS.find(({ kind }) => kind === of?.kind)?.ports ?? []
  return ports.filter(port => port.direction === direction).map(port => port.id)
}

/** Drawings of a few blocks: valid, broken, with hostile names, in circles. */
export const anyGraph: fc.Arbitrary<FlowGraph> = fc
  .uniqueArray(id, { minLength: 1, maxLength: NAMES.length })
  .chain(names => fc.tuple(...names.map(anyBlock)))
  .chain(blocks => {
    const end = (direction: 'in' | 'out') =>
      fc
        .oneof({ weight: 12, arbitrary: fc.constantFrom(...blocks.map(one => one.id)) }, id.map(blockId))
        .chain(name => {
          const ports = portsOf(
            blocks.find(one => one.id === name),
            direction,
          )
          return fc.record({
            block: fc.constant(name),
            port: fc.constantFrom(...ports, 'money-in', 'constructor'),
          })
        })
    return fc.record({
      blocks: fc.constant(Object.fromEntries(blocks.map(one => [one.id, one]))),
      connections: fc
        .array(fc.record({ from: end('out'), to: end('in') }), { maxLength: 40 })
        .map(list =>
          Object.fromEntries(
            list.map((ends, index) => [`c${index}`, { id: connectionId(`c${index}`), ...ends }]),
          ),
        ),
      platform: fc.record({
        country: fc.constantFrom('US', 'DE', 'BR', 'ZZ'),
        currency: fc.constantFrom('usd', 'jpy', 'kwd', 'zzz'),
        apiVersion: fc.constantFrom('2026-10-28.endive', ''),
      }),
    })
  })
