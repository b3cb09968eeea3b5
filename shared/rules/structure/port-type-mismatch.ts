import { single } from '#shared/check/example-flows.ts'
import { disconnect } from '#shared/check/fixes.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atConnection } from '#shared/check/locations.ts'
import { portAt } from '#shared/check/look.ts'
import { perBlock } from '#shared/check/per-flow.ts'
import { type GraphView, pieceRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { canJoin } from '#shared/flow/connect.ts'
import type { Connection } from '#shared/flow/graph.ts'
import type { ConnectionId } from '#shared/flow/ids.ts'

const LETTERS = { money: 'money', ref: 'a reference', event: 'events' } as const
const wrong = (flow: GraphView, { from, to }: Connection): string | null => {
  const source = flow.drawnBlock(from.block)
  const target = flow.drawnBlock(to.block)
  const out = portAt(flow, from)
  const into = portAt(flow, to)
  if (!source || !target || !out || !into || canJoin({ source, target, out, into })) return null
  const ends = `${quoted(source)} and ${quoted(target)} cannot be connected like this`
  return out.carries === into.carries
    ? `${ends}, found ${out.label.toLowerCase()} to ${into.label.toLowerCase()}`
    : `${ends}, found ${LETTERS[out.carries]} to ${LETTERS[into.carries]}`
}
/** Which connection that fits its port each of those into a block is, counted from 1 in the order of their ids. */
const ranks = perBlock((flow: GraphView, target): ReadonlyMap<ConnectionId, number> => {
  const taken = new Map<string, number>()
  const places = new Map<ConnectionId, number>()
  for (const connection of flow.connectionsAt(target.id).into) {
    if (wrong(flow, connection) !== null) continue
    const there = (taken.get(connection.to.port) ?? 0) + 1
    taken.set(connection.to.port, there)
    places.set(connection.id, there)
  }
  return places
})
const complaint = (flow: GraphView, connection: Connection): string | null => {
  const target = flow.block(connection.to.block)
  if (!target || !flow.block(connection.from.block)) return null
  const message = wrong(flow, connection)
  const port = portAt(flow, connection.to)
  if (message !== null || port?.arity !== 'one') return message
  const { into } = flow.connectionsAt(target.id)
  const isAlone = !into.some(other => other !== connection && other.to.port === connection.to.port)
  const rank = isAlone ? 1 : ranks(flow, target).get(connection.id)
  return rank === undefined || rank < 2
    ? null
    : `${quoted(target)} takes one ${port.label.toLowerCase()}, found ${rank} connected`
}
/** A connection joins ports that fit. */
export const portTypeMismatch = pieceRule({
  id: 'structure/port-type-mismatch',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'A connection joins ports that fit',
    why: 'Money, ids and events are different things and map to different API calls.',
    source: 'practice',
  },
  valid: [{ name: 'letters agree', graph: single() }],
  invalid: [
    {
      name: 'money into a reference',
      graph: single({ with: ['form.money-out -> plan.dunning'] }),
      reports: [
        {
          message: '“form” and “plan” cannot be connected like this, found money to a reference',
          location: atConnection('c06'),
        },
      ],
    },
    {
      name: 'two customers',
      graph: single({
        blocks: { other: ['customer', { email: 'eve@example.com' }] },
        with: ['other.customer -> plan.customer'],
      }),
      reports: [{ message: '“plan” takes one customer, found 2 connected', location: atConnection('c06') }],
    },
  ],
  pieces: {
    connection: (connection, flow) => {
      const message = complaint(flow, connection)
      if (message === null) return NOTHING
      return [found(atConnection(connection.id), message, [disconnect('Delete the connection', connection)])]
    },
  },
})
