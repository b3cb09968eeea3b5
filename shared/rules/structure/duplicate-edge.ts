import { single } from '#shared/check/example-flows.ts'
import { disconnect } from '#shared/check/fixes.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atConnection } from '#shared/check/locations.ts'
import { perBlock } from '#shared/check/per-flow.ts'
import { type GraphView, pieceRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block, Connection } from '#shared/flow/graph.ts'
import type { ConnectionId } from '#shared/flow/ids.ts'

/** Connections into a block that say again what one before them says. */
const again = perBlock((flow: GraphView, target): ReadonlySet<ConnectionId> => {
  const seen = new Set<string>()
  const repeated = new Set<ConnectionId>()
  for (const { id, from, to } of flow.connectionsAt(target.id).into) {
    const key = `${from.block}.${from.port} ${to.port}`
    if (seen.has(key)) repeated.add(id)
    seen.add(key)
  }
  return repeated
})
/** Up to so many connections are compared one by one. */
const FEW = 16
const isAgain = (flow: GraphView, target: Block, { id, from, to }: Connection): boolean => {
  const { into } = flow.connectionsAt(target.id)
  if (into.length > FEW) return again(flow, target).has(id)
  return into.some(
    other =>
      other.id < id &&
      other.from.block === from.block &&
      other.from.port === from.port &&
      other.to.port === to.port,
  )
}
/** Two ports are connected once. */
export const duplicateEdge = pieceRule({
  id: 'structure/duplicate-edge',
  severity: 'warning',
  needs: 'graph',
  docs: {
    title: 'Two ports are connected once',
    why: 'Second transfer or second delivery.',
    source: 'practice',
  },
  valid: [{ name: 'each once', graph: single() }],
  invalid: [
    {
      name: 'the same price twice',
      graph: single({ with: ['fee.price -> plan.price'] }),
      reports: [
        {
          message: '“fee” and “plan” are connected twice, found two connections between the same ports',
          location: atConnection('c06'),
        },
      ],
    },
  ],
  pieces: {
    connection: (connection, flow) => {
      const target = flow.block(connection.to.block)
      const source = flow.block(connection.from.block)
      if (!target || !source || !isAgain(flow, target, connection)) return NOTHING
      const message = `${quoted(source)} and ${quoted(target)} are connected twice, found two connections between the same ports`
      return [
        found(atConnection(connection.id), message, [disconnect('Delete the second connection', connection)]),
      ]
    },
  },
})
