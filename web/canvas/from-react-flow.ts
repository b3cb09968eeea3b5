import type { Connection as FlowConnection, NodeChange } from '@xyflow/react'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import type { PortRef } from '#shared/flow/graph.ts'
import { type BlockId, blockId, type ConnectionId, connectionId } from '#shared/flow/ids.ts'
import { portOfHandle } from '#shared/scene/port-places.ts'
import { frameId } from './standing.ts'

/** Where blocks stand while they are dragged, before that is part of the document. */
export type Moving = ReadonlyMap<string, { readonly x: number; readonly y: number }>

/** The ports that React Flow's connection names. */
export const endsOf = (
  connection: Pick<FlowConnection, 'source' | 'target'> & {
    sourceHandle?: string | null
    targetHandle?: string | null
  },
): readonly [PortRef, PortRef] => [
  { block: blockId(connection.source), port: portOfHandle(connection.sourceHandle ?? '') },
  { block: blockId(connection.target), port: portOfHandle(connection.targetHandle ?? '') },
]

/** The selection after React Flow's changes; the same set when nothing changed. */
export const selectionAfter = (
  selection: ReadonlySet<BlockId>,
  changes: readonly NodeChange[],
): ReadonlySet<BlockId> => {
  const next = new Set(selection)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) next.add(blockId(change.id))
    else next.delete(blockId(change.id))
  }
  const same = next.size === selection.size && [...next].every(id => selection.has(id))
  return same ? selection : next
}

/** The selected connections after React Flow's changes. */
export const connectionsAfter = (
  selection: ReadonlySet<ConnectionId>,
  changes: readonly { type: string; id?: string; selected?: boolean }[],
): ReadonlySet<ConnectionId> => {
  const next = new Set(selection)
  for (const { type, id, selected } of changes) {
    if (type !== 'select' || id === undefined) continue
    if (selected) next.add(connectionId(id))
    else next.delete(connectionId(id))
  }
  const same = next.size === selection.size && [...next].every(id => selection.has(id))
  return same ? selection : next
}

/** Where everything stands during a drag; a group's frame takes its blocks along. Null when nothing moved. */
export const movingAfter = (
  document: FlowDocument,
  changes: readonly NodeChange[],
  frames: ReadonlyMap<string, { x: number; y: number }>,
): Moving | null => {
  const moving = new Map<string, { x: number; y: number }>()
  for (const change of changes) {
    if (change.type !== 'position' || !change.position) continue
    moving.set(change.id, change.position)
    const frame = frames.get(change.id)
    if (!frame) continue
    const by = { x: change.position.x - frame.x, y: change.position.y - frame.y }
    for (const [id, group] of Object.entries(document.parts.groups)) {
      if (frameId(id) !== change.id) continue
      for (const block of group.blocks) {
        const place = document.layout[block]
        if (place) moving.set(block, { x: place.x + by.x, y: place.y + by.y })
      }
    }
  }
  return moving.size > 0 ? moving : null
}

/** The patch that keeps what was dragged; blocks that came back to their place are left out. */
export const movesOf = (document: FlowDocument, moving: Moving): GraphPatch =>
  [...moving].flatMap(([id, { x, y }]) => {
    const block = blockId(id)
    const place = document.layout[block]
    if (!document.graph.blocks[block] || (place?.x === x && place.y === y)) return []
    return [{ op: 'block.move', id: block, x, y } as const]
  })
