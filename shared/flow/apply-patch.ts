/* oxlint-disable typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion, typescript/no-dynamic-delete -- a table keyed by op is looked up with a union; records keyed by id lose members */
import { type Draft, isDraft, produce, current as snapshot } from 'immer'
import { invariant } from '#shared/money/invariant.ts'
import type { FlowDocument } from './document.ts'
import { type FlowEdit, type GraphPatch, placeEdit } from './edits.ts'
import type { Block } from './graph.ts'
import { type BlockId, entriesOf } from './ids.ts'

/** A changed document and the patch that takes the change back. */
export type PatchResult = { readonly document: FlowDocument; readonly inverse: GraphPatch }

type Inverse = FlowEdit[]
type Change<Op extends FlowEdit['op']> = (
  draft: Draft<FlowDocument>,
  edit: Extract<FlowEdit, { op: Op }>,
  before: FlowDocument,
) => Inverse

const known = (document: Draft<FlowDocument>, id: BlockId): Draft<Block> => {
  const block = document.graph.blocks[id]
  invariant(block !== undefined, `there is no block “${id}”`)
  return block
}

const current = (value: unknown): unknown => (isDraft(value) ? snapshot(value) : value)

/** What goes with a block when it is removed: its connections, its membership in groups, its suppressions. */
const removeAround = (draft: Draft<FlowDocument>, id: BlockId, before: FlowDocument): Inverse => {
  const inverse: Inverse = []
  for (const [connectionId, connection] of entriesOf(before.graph.connections)) {
    if (connection.from.block !== id && connection.to.block !== id) continue
    delete draft.graph.connections[connectionId]
    inverse.push({ op: 'connection.add', connection })
  }
  for (const [groupId, group] of Object.entries(before.parts.groups)) {
    if (!group.blocks.includes(id)) continue
    draft.parts.groups[groupId] = { ...group, blocks: group.blocks.filter(member => member !== id) }
    inverse.push({ op: 'part.set', part: 'groups', id: groupId, value: group })
  }
  for (const [suppressionId, suppression] of Object.entries(before.parts.suppressions)) {
    if (suppression.block !== id) continue
    delete draft.parts.suppressions[suppressionId]
    inverse.push({ op: 'part.set', part: 'suppressions', id: suppressionId, value: suppression })
  }
  return inverse
}

/** Writes members of a record, removes others, and says what was there before. */
const rewrite = (
  record: Record<string, unknown>,
  set: Readonly<Record<string, unknown>>,
  unset: readonly string[],
): { set: Record<string, unknown>; unset: string[] } => {
  const back: { set: Record<string, unknown>; unset: string[] } = { set: {}, unset: [] }
  for (const [name, value] of Object.entries(set)) {
    if (value === undefined) continue
    if (name in record) back.set[name] = current(record[name])
    else back.unset.push(name)
    Object.assign(record, { [name]: value })
  }
  for (const name of unset) {
    if (name in record) back.set[name] = current(record[name])
    delete record[name]
  }
  return back
}

const PROP = 'props.'
const OPTIONAL_MEMBERS = ['disabled', 'onAccount', 'metadata']

const setBlock: Change<'block.set'> = (draft, { id, set, unset = [] }) => {
  const block = known(draft, id)
  const { props = {}, ...members } = set
  const unsetProps = unset.filter(path => path.startsWith(PROP)).map(path => path.slice(PROP.length))
  const backProps = rewrite(block.props, props, unsetProps)
  const backMembers = rewrite(
    block,
    members,
    unset.filter(path => OPTIONAL_MEMBERS.includes(path)),
  )
  const backUnset = [...backMembers.unset, ...backProps.unset.map(name => PROP + name)]
  return [
    {
      op: 'block.set',
      id,
      set: { ...backMembers.set, ...(Object.keys(backProps.set).length > 0 ? { props: backProps.set } : {}) },
      ...(backUnset.length > 0 ? { unset: backUnset } : {}),
    },
  ]
}

const setPart: Change<'part.set'> = (draft, { part, id, value }, before) => {
  const parts = draft.parts[part] as Record<string, unknown>
  if (value === null) delete parts[id]
  else parts[id] = value
  return [{ op: 'part.set', part, id, value: (before.parts[part] as Record<string, unknown>)[id] ?? null }]
}

const setFlow: Change<'flow.set'> = (draft, { name, platform }, before) => {
  if (name !== undefined) draft.name = name
  if (platform !== undefined) Object.assign(draft.graph.platform, platform)
  return [
    {
      op: 'flow.set',
      ...(name === undefined ? {} : { name: before.name }),
      ...(platform === undefined ? {} : { platform: before.graph.platform }),
    },
  ]
}

const changes: { [Op in FlowEdit['op']]: Change<Op> } = {
  'block.add'(draft, { block }) {
    invariant(!Object.hasOwn(draft.graph.blocks, block.id), `there is already a block “${block.id}”`)
    draft.graph.blocks[block.id] = block
    return [{ op: 'block.remove', id: block.id }]
  },
  'block.remove'(draft, { id }, before) {
    const block = before.graph.blocks[id]
    invariant(block !== undefined, `there is no block “${id}”`)
    const around = removeAround(draft, id, before)
    const place = before.layout[id]
    delete draft.graph.blocks[id]
    delete draft.layout[id]
    return [{ op: 'block.add', block }, ...(place ? [placeEdit(id, place)] : []), ...around]
  },
  'block.set': setBlock,
  'block.move'(draft, { id, x, y, pinned }, before) {
    known(draft, id)
    const old = before.layout[id]
    const stays = pinned ?? old?.pinned ?? false
    draft.layout[id] = { x, y, ...(stays ? { pinned: true } : {}) }
    return [old ? placeEdit(id, old) : { op: 'block.unplace', id }]
  },
  'block.unplace'(draft, { id }, before) {
    const old = before.layout[id]
    delete draft.layout[id]
    return old ? [placeEdit(id, old)] : []
  },
  'connection.add'(draft, { connection }) {
    invariant(
      !Object.hasOwn(draft.graph.connections, connection.id),
      `there is already a connection “${connection.id}”`,
    )
    draft.graph.connections[connection.id] = connection
    return [{ op: 'connection.remove', id: connection.id }]
  },
  'connection.remove'(draft, { id }, before) {
    const connection = before.graph.connections[id]
    invariant(connection !== undefined, `there is no connection “${id}”`)
    delete draft.graph.connections[id]
    return [{ op: 'connection.add', connection }]
  },
  'flow.set': setFlow,
  'part.set': setPart,
}

const applyEdit = (document: FlowDocument, edit: FlowEdit): PatchResult => {
  const change = changes[edit.op] as Change<FlowEdit['op']>
  let inverse: Inverse = []
  const next = produce(document, draft => {
    inverse = change(draft, edit, document)
  })
  return { document: next, inverse }
}

/**
 * Applies a patch, all of it or (by throwing) none, and returns the new document with the patch that takes it back.
 * Unchanged parts keep their identity, so that views can compare by reference.
 */
export const applyPatch = (document: FlowDocument, patch: GraphPatch): PatchResult => {
  let latest = document
  const inverse: FlowEdit[] = []
  for (const edit of patch) {
    const result = applyEdit(latest, edit)
    latest = result.document
    inverse.unshift(...result.inverse)
  }
  return { document: latest, inverse }
}
