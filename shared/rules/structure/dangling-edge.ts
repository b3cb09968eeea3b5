import { definitionOf } from '#shared/blocks/index.ts'
import { type BlockRef, blockRefs, withoutRef } from '#shared/check/block-refs.ts'
import type { Finding, QuickFix } from '#shared/check/diagnostic.ts'
import { flow } from '#shared/check/example.ts'
import { single } from '#shared/check/example-flows.ts'
import { disconnect, setProps } from '#shared/check/fixes.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atConnection, atField } from '#shared/check/locations.ts'
import { portAt } from '#shared/check/look.ts'
import { type GraphView, pieceRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block, PortRef } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'

const endProblem = (flow: GraphView, ref: PortRef, word: string): string | null => {
  const block = flow.drawnBlock(ref.block)
  if (!block) return `A connection ${word} at a block that does not exist, found “${ref.block}”`
  if (!definitionOf(block.kind) || portAt(flow, ref)) return null
  return `A connection ${word} at a port that ${quoted(block)} does not have, found “${ref.port}”`
}
const refProblem = (flow: GraphView, block: Block, ref: BlockRef): string | null => {
  const other = flow.drawnBlock(blockId(ref.id))
  const title = definitionOf(block.kind)?.fields[ref.field]?.title ?? 'On account'
  if (!other) return `${quoted(block)}: ${title} names a block that does not exist, found “${ref.id}”`
  if (ref.kinds.length === 0 || ref.kinds.includes(other.kind)) return null
  return `${quoted(block)}: ${title} cannot name ${quoted(other)}, found a ${definitionOf(other.kind)?.title.toLowerCase() ?? other.kind}`
}
const clearRef = (block: Block, { field, id }: BlockRef): QuickFix => {
  const value = field === 'onAccount' ? undefined : block.props[field]
  const title = 'Clear what it names'
  return Array.isArray(value)
    ? setProps(title, block, { [field]: withoutRef(value, id) })
    : {
        title,
        patch: [
          {
            op: 'block.set',
            id: block.id,
            set: {},
            unset: [field === 'onAccount' ? field : `props.${field}`],
          },
        ],
        preferred: true,
      }
}
const refFindings = (flow: GraphView, block: Block, ref: BlockRef): readonly Finding[] => {
  const message = refProblem(flow, block, ref)
  return message === null ? [] : [found(atField(block.id, ref.field), message, [clearRef(block, ref)])]
}
/** Connections and properties name blocks that exist. */
export const danglingEdge = pieceRule({
  id: 'structure/dangling-edge',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'Connections and properties name blocks that exist',
    why: 'The executor cannot pass an id to a block that is not there.',
    source: 'practice',
  },
  valid: [{ name: 'every end exists', graph: single() }],
  invalid: [
    {
      name: 'a connection to nothing',
      graph: flow({ fee: ['price'] }, 'fee.price -> ghost.price'),
      reports: [
        {
          message: 'A connection ends at a block that does not exist, found “ghost”',
          location: atConnection('c01'),
        },
      ],
    },
    {
      name: 'a port that is not there',
      graph: flow({ cus: ['customer'], plan: ['subscription'] }, 'cus.customer -> plan.client'),
      reports: [
        {
          message: 'A connection ends at a port that “plan” does not have, found “client”',
          location: atConnection('c01'),
        },
      ],
    },
    {
      name: 'a property that names nothing',
      graph: single({ set: { plan: { onBehalfOf: 'ghost' } } }),
      reports: [
        {
          message: '“plan”: On behalf of names a block that does not exist, found “ghost”',
          location: atField('plan', 'onBehalfOf'),
        },
      ],
    },
  ],
  pieces: {
    connection: (connection, flow) => {
      const message = endProblem(flow, connection.from, 'starts') ?? endProblem(flow, connection.to, 'ends')
      if (message === null) return NOTHING
      return [found(atConnection(connection.id), message, [disconnect('Delete the connection', connection)])]
    },
    block: ({ id }, flow) => {
      const block = flow.block(id)
      const refs = block ? blockRefs(block) : []
      return block && refs.length > 0 ? refs.flatMap(ref => refFindings(flow, block, ref)) : NOTHING
    },
  },
})
