import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { isKind } from './kinds.ts'
import type { GraphView } from './rule.ts'

type Sets = Map<BlockId, Set<string>>

const eventTargets = (flow: GraphView, block: Block): readonly Block[] =>
  flow
    .connectionsAt(block.id)
    .outOf.filter(connection => flow.carriesOf(connection) === 'event')
    .flatMap(({ to }) => flow.block(to.block) ?? [])

/** Adds what arrives at a block to what is known there; true when something was new. A handler takes what it names only. */
const arrive = (block: Block, events: ReadonlySet<string>, sets: Sets): boolean => {
  if (isKind(block, 'webhook-endpoint')) return false
  const named = isKind(block, 'event-handler') ? new Set(block.props.events) : null
  const there = sets.get(block.id) ?? new Set<string>()
  const before = there.size
  for (const event of events) if (named === null || named.has(event)) there.add(event)
  sets.set(block.id, there)
  return there.size > before
}

/**
 * Stripe events that reach each of some blocks that events join: what an endpoint enables goes to the handlers behind
 * it, what a handler names among that goes to the blocks that it starts, and on along event connections. Cycles end
 * where nothing new arrives.
 */
export const traceEvents = (
  flow: GraphView,
  blocks: readonly Block[],
): ReadonlyMap<BlockId, readonly string[]> => {
  const sets: Sets = new Map()
  const waiting: Block[] = []
  for (const endpoint of blocks) {
    if (!isKind(endpoint, 'webhook-endpoint')) continue
    sets.set(endpoint.id, new Set(endpoint.props.enabledEvents))
    waiting.push(endpoint)
  }
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    const events = sets.get(block.id) ?? new Set<string>()
    for (const target of eventTargets(flow, block)) if (arrive(target, events, sets)) waiting.push(target)
  }
  return new Map([...sets].map(([id, events]) => [id, [...events]]))
}
