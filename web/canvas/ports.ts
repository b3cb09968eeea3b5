import type { Carries, Port } from '#shared/flow/block-definition.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { PortPlace, PortUse } from '#shared/scene/port-places.ts'
import { stubText } from '#shared/scene/wires.ts'
import type { Cards } from './cards.ts'
import { stackSize } from './standing.ts'
import { middleOf, stackPort, type Wire, type WireContext } from './wires.ts'

/** A tag that stands for connections whose other ends are far away. */
export type Stub = {
  readonly handle: string
  readonly text: string
  readonly carries: Carries
  readonly connections: readonly ConnectionId[]
  /** Whether the tag always shows; others show when the card is under the pointer or selected. */
  readonly always: boolean
}

/** The handle of a wire at one of its ends. */
const handleAt = (id: BlockId, wire: Wire): string => (wire.source === id ? wire.fromHandle : wire.toHandle)

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** How the ports of a block are used: which are connected, what leaves through gates of its own, what comes from above. */
export const portUse = (id: BlockId, wires: readonly Wire[], cards: Cards): PortUse => {
  const leaving: Record<string, ConnectionId[]> = {}
  const others = new Map<string, number[]>()
  for (const wire of wires) {
    const handle = handleAt(id, wire)
    const other = wire.source === id ? wire.target : wire.source
    others.set(handle, [...(others.get(handle) ?? []), middleOf(cards, other)])
  }
  const drawn = wires
    .filter(wire => wire.source === id && wire.carries === 'money' && !wire.stub)
    .toSorted((a, b) => middleOf(cards, a.target) - middleOf(cards, b.target))
  for (const { connection, fromHandle } of drawn) {
    leaving[fromHandle] = [...(leaving[fromHandle] ?? []), connection.id]
  }
  return {
    connected: new Set(others.keys()),
    leaving,
    height: Object.fromEntries([...others].map(([handle, heights]) => [handle, average(heights)])),
  }
}

/** The tags of a card: one for each port with connections that are drawn as stubs. */
export const stubsOf = (id: BlockId, wires: readonly Wire[], { graph, definitions }: WireContext): Stub[] => {
  const byHandle = new Map<string, Wire[]>()
  for (const wire of wires.filter(each => each.stub)) {
    const handle = handleAt(id, wire)
    byHandle.set(handle, [...(byHandle.get(handle) ?? []), wire])
  }
  return [...byHandle].flatMap(([handle, stubbed]) => {
    const [first] = stubbed
    if (!first) return []
    const leaves = first.source === id
    const alsoDrawn = wires.some(wire => !wire.stub && handleAt(id, wire) === handle)
    if (first.carries === 'money' && leaves && alsoDrawn) return []
    const ends = stubbed.flatMap(({ connection }) => {
      const other = graph.blocks[leaves ? connection.to.block : connection.from.block]
      return other ? [{ label: other.label, definition: definitions(other.kind) }] : []
    })
    return [
      {
        handle,
        text: stubText(ends),
        carries: first.carries,
        connections: stubbed.map(each => each.connection.id),
        always: !leaves && (first.carries !== 'ref' || stubbed.length > 1),
      },
    ]
  })
}

const words: Record<Carries, string> = { money: 'Money', ref: 'References', event: 'Events' }
const rows: Record<Carries, number> = { ref: 18, money: 28, event: 42 }

/** The ports of a stack: one per direction and letter that its blocks use towards the rest. */
export const stackPlaces = (id: BlockId, wires: readonly Wire[]): PortPlace[] => {
  const used = new Set(wires.map(wire => handleAt(id, wire)))
  return (['in', 'out'] as const).flatMap(direction =>
    (['ref', 'money', 'event'] as const).flatMap(carries => {
      const handle = stackPort(direction, carries)
      if (!used.has(handle)) return []
      const only = [...used].filter(each => each.startsWith(direction)).length === 1
      const port: Port = {
        id: handle,
        label: words[carries],
        direction,
        carries,
        arity: 'many',
        required: false,
      }
      return [
        {
          handle,
          port,
          side: direction === 'in' ? ('left' as const) : ('right' as const),
          x: direction === 'in' ? 0 : stackSize.width,
          y: only ? 28 : rows[carries],
        },
      ]
    }),
  )
}
