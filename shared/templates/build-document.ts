import { API_VERSION } from '#shared/facts/api-version.ts'
import {
  emptyDocument,
  type FlowDocument,
  type Group,
  type Place,
  type Scenario,
} from '#shared/flow/document.ts'
import type { Block, Connection } from '#shared/flow/graph.ts'
import { type BlockId, blockId, connectionId } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'

/** A block of a template: kind, label, place on the canvas, and the properties that differ from the kind's initial ones. */
export type Draft = {
  readonly kind: string
  readonly label: string
  readonly at: readonly [x: number, y: number]
  readonly props?: Readonly<Record<string, unknown>>
  /** The connected account in whose context it is called; the platform when absent. */
  readonly onAccount?: string
}

/** What a template is written in. Connections read `from.port > to.port`; ids of connections follow their order. */
export type DocumentDraft = {
  readonly name: string
  readonly blocks: Readonly<Record<string, Draft>>
  readonly connections: readonly string[]
  readonly groups?: Readonly<Record<string, Group>>
  readonly scenarios?: Readonly<Record<string, Scenario>>
}

const parseConnection = (text: string, index: number): Connection => {
  const match = /^(\S+)\.([a-z-]+) > (\S+)\.([a-z-]+)$/.exec(text)
  invariant(match !== null, `“${text}” is no connection: from.port > to.port`)
  const [, from = '', out = '', to = '', into = ''] = match
  return {
    id: connectionId(`c${String(index + 1).padStart(2, '0')}`),
    from: { block: blockId(from), port: out },
    to: { block: blockId(to), port: into },
  }
}

/** Writes out a template's document. */
export const buildDocument = (draft: DocumentDraft): FlowDocument => {
  const blocks: Record<BlockId, Block> = {}
  const layout: Record<BlockId, Place> = {}
  for (const [id, { kind, label, at, props = {}, onAccount }] of Object.entries(draft.blocks)) {
    blocks[blockId(id)] = {
      id: blockId(id),
      kind,
      label,
      props,
      ...(onAccount === undefined ? {} : { onAccount: blockId(onAccount) }),
    }
    layout[blockId(id)] = { x: at[0], y: at[1] }
  }
  const connections = Object.fromEntries(
    draft.connections.map(parseConnection).map(connection => [connection.id, connection]),
  )
  const empty = emptyDocument(draft.name, API_VERSION)
  return {
    ...empty,
    graph: { ...empty.graph, blocks, connections },
    layout,
    parts: { ...empty.parts, groups: draft.groups ?? {}, scenarios: draft.scenarios ?? {} },
  }
}
