import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { type ChargeType, chargeTypeOf } from '#shared/flow/charge-type.ts'
import type { Definitions } from '#shared/flow/connect.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import { type PortPlace, placePorts } from '#shared/scene/port-places.ts'
import { neighboursOf } from '../document/neighbours.ts'
import { endWords } from './card-name.ts'
import { withInitialProps } from './initial-props.ts'
import { portUse, type Stub, stubsOf } from './ports.ts'
import { movedCards, type Standing } from './standing.ts'
import { type Course, laneInto, moneyLanes, turnOf, type Wire, type WireContext, wireOf } from './wires.ts'

/** What a card shows of its block. */
export type CardPicture = {
  readonly places: readonly PortPlace[]
  readonly stubs: readonly Stub[]
  readonly facts: string
  /** How a payment is charged, in a word; '' for other blocks and where nobody else is paid. */
  readonly charge: string
  /** What the block is connected with, in words for those who do not see the wires. */
  readonly ends: string
}

/** What can be said about one graph and where its blocks stand; each piece is worked out when it is first asked for. */
export type Picture = {
  readonly context: WireContext
  /** The wires at a card, or at a stack of a folded group. */
  wiresAt(id: BlockId): readonly Wire[]
  card(block: Block): CardPicture | null
  /** The gate through which a connection leaves its block, and the course that it takes. */
  leaving(wire: Wire): Course & { readonly handle: string }
  /** The same graph with cards in other places, and the cards that look different for it: what moved, and its neighbours. */
  moved(standing: Standing): { readonly picture: Picture; readonly changed: ReadonlySet<BlockId> }
}

/** What pays several, one, or somebody else: said on the card beside the kind. */
const CHARGED: ReadonlySet<string> = new Set(['subscription', 'payment-intent', 'invoice'])
const CHARGE_WORDS: Readonly<Record<ChargeType, string>> = {
  platform: '',
  direct: 'direct',
  destination: 'destination',
  separate: 'separate',
}

/** What cards say about their blocks, in words. */
export type Facts = { of(block: Block): Pick<CardPicture, 'facts' | 'charge'> }

/** The facts of one graph; each block's are worked out once. `today` is an ISO date. */
export const factsOf = (graph: FlowGraph, definitions: Definitions, today: string): Facts => {
  const known = new Map<BlockId, Pick<CardPicture, 'facts' | 'charge'>>()
  let flow: FlowIndex | null = null
  const words = (block: Block): Pick<CardPicture, 'facts' | 'charge'> => {
    flow ??= indexFlow(withInitialProps(graph, definitions), { today })
    const complete = flow.block(block.id) ?? block
    const charge = CHARGED.has(block.kind) ? CHARGE_WORDS[chargeTypeOf(complete, flow)] : ''
    try {
      return { facts: definitions(block.kind)?.facts?.(complete, flow) ?? '', charge }
    } catch {
      return { facts: '', charge } // Props that do not fit their fields are reported by the check; a card only leaves its facts out.
    }
  }
  return {
    of: block => {
      const found = known.get(block.id) ?? words(block)
      known.set(block.id, found)
      return found
    },
  }
}

const membersOf = (standing: Standing): Map<BlockId, BlockId[]> => {
  const members = new Map<BlockId, BlockId[]>()
  for (const [member, stack] of standing.standIn) {
    const list = members.get(stack)
    if (list) list.push(member)
    else members.set(stack, [member])
  }
  return members
}

type Known = {
  readonly made: Map<ConnectionId, Wire | null>
  readonly lists: Map<BlockId, readonly Wire[]>
  readonly cards: Map<BlockId, CardPicture | null>
  readonly lanes: Map<BlockId, ReadonlyMap<ConnectionId, number>>
}

const nothing = (): Known => ({ made: new Map(), lists: new Map(), cards: new Map(), lanes: new Map() })

/** What stays known when these cards look different: everything about the others. */
const without = ({ made, lists, cards, lanes }: Known, changed: ReadonlySet<BlockId>): Known => {
  const others = <Value>(map: ReadonlyMap<BlockId, Value>): Map<BlockId, Value> =>
    new Map([...map].filter(([id]) => !changed.has(id)))
  const wires = [...made].filter(([, wire]) => wire && !changed.has(wire.source) && !changed.has(wire.target))
  return { made: new Map(wires), lists: others(lists), cards: others(cards), lanes: others(lanes) }
}

/** Opens the picture of a graph as it stands. */
export const pictureOf = (context: WireContext, facts: Facts, known: Known = nothing()): Picture => {
  const { graph, definitions, standing } = context
  const members = membersOf(standing)
  const { into, outOf } = neighboursOf(graph)
  const { made, lists, cards, lanes } = known

  const wireFor = (connection: Parameters<typeof wireOf>[0]): Wire | null => {
    const known = made.get(connection.id)
    const wire = known === undefined ? wireOf(connection, context) : known
    made.set(connection.id, wire)
    return wire
  }

  const wiresAt = (id: BlockId): readonly Wire[] => {
    const known = lists.get(id)
    if (known) return known
    const list = (members.get(id) ?? [id])
      .flatMap(block => [...(outOf.get(block) ?? []), ...(into.get(block) ?? [])])
      .flatMap(connection => wireFor(connection) ?? [])
    lists.set(id, list)
    return list
  }

  const draw = (block: Block): CardPicture | null => {
    const definition = definitions(block.kind)
    if (!definition) return null
    const mine = wiresAt(block.id)
    return {
      places: placePorts(definition, portUse(block.id, mine, standing.cards)),
      stubs: stubsOf(block.id, mine, context),
      ...facts.of(block),
      ends: endWords(graph, block.id),
    }
  }

  const card = (block: Block): CardPicture | null => {
    const known = cards.get(block.id)
    if (known !== undefined) return known
    const drawn = draw(block)
    cards.set(block.id, drawn)
    return drawn
  }

  const moneyLanesAt = (id: BlockId): ReadonlyMap<ConnectionId, number> => {
    const leaving = wiresAt(id).filter(wire => wire.source === id)
    const found = lanes.get(id) ?? moneyLanes(leaving, standing.cards)
    lanes.set(id, found)
    return found
  }

  const laneOf = (wire: Wire): number => {
    if (wire.carries === 'money') return moneyLanesAt(wire.source).get(wire.connection.id) ?? 0
    const target = graph.blocks[wire.target]
    return wire.carries === 'ref' ? laneInto(wire, (target && card(target)?.places) ?? [], standing.cards) : 0
  }

  return {
    context,
    wiresAt,
    card,
    leaving: wire => {
      const { connection, source, target, fromHandle } = wire
      const block = graph.blocks[source]
      const place = block && card(block)?.places.find(each => each.connection === connection.id)
      const turn = turnOf(wire, { source: wiresAt(source), target: wiresAt(target) })
      return { handle: place?.handle ?? fromHandle, lane: laneOf(wire), turn }
    },
    moved: now => {
      const changed = new Set<BlockId>()
      for (const id of movedCards(standing, now)) {
        changed.add(id)
        for (const { source, target } of wiresAt(id)) changed.add(source).add(target)
      }
      const picture = pictureOf({ ...context, standing: now }, facts, without(known, changed))
      return { picture, changed }
    },
  }
}
