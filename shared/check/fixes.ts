import { definitionOf } from '#shared/blocks/index.ts'
import type { BlockChange, FlowEdit } from '#shared/flow/edits.ts'
import type { Block, Connection, PortRef } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { blockRefs } from './block-refs.ts'
import type { QuickFix } from './diagnostic.ts'
import { candidatesFor, type Draft, draft } from './draft.ts'
import { allOf, connectionsAt, portAt } from './look.ts'
import type { GraphView } from './rule.ts'
import { listed } from './words.ts'

/** Address that stands for the user's own until they type it. */
const EXAMPLE_URL = 'https://app.example/stripe/events'

/** Leaves room for a number within what a label may have. */
const LONGEST_LABEL = 70

/** How many blocks a fix offers to connect. */
const MOST = 3

const article = ({ kind }: Pick<Block, 'kind'>): string => {
  const title = (definitionOf(kind)?.title ?? kind).toLowerCase()
  return `${/^[aeiou]/.test(title) ? 'an' : 'a'} ${title}`
}

/** Sets properties of a block. */
export const setProps = (
  title: string,
  block: Block,
  props: Readonly<Record<string, unknown>>,
): QuickFix => ({
  title,
  patch: [{ op: 'block.set', id: block.id, set: { props } }],
  preferred: true,
})

/** Clears properties of a block, so that a fresh block's values hold. */
export const clearProps = (title: string, block: Block, ...names: readonly string[]): QuickFix => ({
  title,
  patch: [{ op: 'block.set', id: block.id, set: {}, unset: names.map(name => `props.${name}`) }],
  preferred: true,
})

/** Deletes connections. */
export const disconnect = (title: string, ...connections: readonly Connection[]): QuickFix => ({
  title,
  patch: connections.map(({ id }): FlowEdit => ({ op: 'connection.remove', id })),
  preferred: true,
})

/** Deletes a block with its connections. */
export const deleteBlock = (block: Block): QuickFix => ({
  title: `Delete “${block.label}”`,
  patch: [{ op: 'block.remove', id: block.id }],
})

/** Connects two ports. */
export const connect = (flow: GraphView, from: PortRef, to: PortRef): QuickFix => {
  const label = (ref: PortRef) => flow.drawnBlock(ref.block)?.label ?? ref.block
  const change = draft(flow)
  change.connect(from, to)
  return { title: `Connect “${label(from)}” to “${label(to)}”`, patch: change.patch, preferred: true }
}

/** A cure that grows on a draft: `change` says what to do; empty when a kind that it needs is unknown. */
export const drafted = (flow: GraphView, title: string, change: (draft: Draft) => void): QuickFix => {
  const patch = draft(flow)
  change(patch)
  return { title, patch: patch.patch }
}

/** Ways to fill a port: connect a block that fits, else add one with all that it needs. */
export const fillPort = (flow: GraphView, port: PortRef): readonly QuickFix[] => {
  const into = portAt(flow, port)?.direction === 'in'
  const found = candidatesFor(flow, port, MOST)
  if (found.length > 0)
    return found.map(other => ({
      ...(into ? connect(flow, other, port) : connect(flow, port, other)),
      preferred: found.length === 1,
    }))
  const patch = draft(flow)
  patch.complete(port)
  const added = patch.patch.find(edit => edit.op === 'block.add')
  return added ? [{ title: `Add ${article(added.block)}`, patch: patch.patch, preferred: true }] : []
}

/** Adds a handler of events, and what an endpoint of the platform lacks to hear them. */
export const handleEvents = (
  flow: GraphView,
  events: readonly string[],
  then: (draft: Draft, handler: BlockId) => void = () => undefined,
): QuickFix =>
  drafted(flow, `Handle ${listed(events)}`, change => {
    const [endpoint] = allOf(flow, 'webhook-endpoint').filter(
      ({ props }) => !props.connect && props.payload === 'snapshot',
    )
    const missing = events.filter(event => !endpoint?.props.enabledEvents.includes(event))
    if (endpoint && missing.length > 0)
      change.set(endpoint.id, { enabledEvents: [...endpoint.props.enabledEvents, ...missing] })
    const from =
      endpoint?.id ?? change.place('webhook-endpoint', { props: { url: EXAMPLE_URL, enabledEvents: events } })
    const handler = change.place('event-handler', { props: { events } })
    change.connect({ block: from, port: 'event-out' }, { block: handler, port: 'event-in' })
    then(change, handler)
  })

const replaced = (value: unknown, [from, to]: readonly [BlockId, BlockId]): unknown => {
  if (value === from) return to
  if (Array.isArray(value)) return value.map((member: unknown) => replaced(member, [from, to]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member, [from, to])]))
}

const repointed = (block: Block, field: string, ids: readonly [BlockId, BlockId]): BlockChange =>
  field === 'onAccount' ? { onAccount: ids[1] } : { props: { [field]: replaced(block.props[field], ids) } }

/** Makes one block of two: what the dropped one is joined to is joined to the kept one. */
export const mergeBlocks = (
  flow: GraphView,
  { keep, drop }: { readonly keep: Block; readonly drop: Block },
): QuickFix =>
  drafted(flow, `Merge “${drop.label}” into “${keep.label}”`, change => {
    const { into, outOf } = connectionsAt(flow, drop)
    change.push({ op: 'block.remove', id: drop.id })
    const has = (from: PortRef, to: PortRef) =>
      [...connectionsAt(flow, keep).into, ...connectionsAt(flow, keep).outOf].some(
        known =>
          known.from.block === from.block &&
          known.from.port === from.port &&
          known.to.block === to.block &&
          known.to.port === to.port,
      )
    const join = (from: PortRef, to: PortRef) => {
      if (!has(from, to)) change.connect(from, to)
    }
    for (const { from, to } of into) join(from, { block: keep.id, port: to.port })
    for (const { from, to } of outOf) join({ block: keep.id, port: from.port }, to)
    for (const block of flow.inOrder(flow.joinedTo(drop.id)).flatMap(id => flow.block(id) ?? []))
      for (const { field, id } of blockRefs(block))
        if (id === drop.id && block.id !== drop.id)
          change.push({ op: 'block.set', id: block.id, set: repointed(block, field, [drop.id, keep.id]) })
  })

/** A second block beside one: with other props, and joined as that one is, but at the ports that are left out. */
export const besideBlock = (
  flow: GraphView,
  draft: Draft,
  {
    block,
    props,
    without = [],
  }: {
    readonly block: Block
    readonly props: Readonly<Record<string, unknown>>
    readonly without?: readonly string[]
  },
): BlockId => {
  const { into, outOf } = connectionsAt(flow, block)
  const label = `${block.label.slice(0, LONGEST_LABEL)} (2)`
  const id = draft.place(block.kind, { label, props: { ...flow.drawnBlock(block.id)?.props, ...props } })
  for (const { from, to } of into)
    if (!without.includes(to.port)) draft.connect(from, { block: id, port: to.port })
  for (const { from, to } of outOf)
    if (!without.includes(from.port)) draft.connect({ block: id, port: from.port }, to)
  return id
}

/** Puts a block of another kind in the place of one, joined as that one was; ports are named old to new. */
export const replaceBlock = (
  flow: GraphView,
  block: Block,
  by: {
    readonly kind: string
    readonly props?: Readonly<Record<string, unknown>>
    readonly ports: Readonly<Record<string, string>>
  },
): QuickFix =>
  drafted(flow, `Replace it by ${article({ kind: by.kind })}`, change => {
    const { into, outOf } = connectionsAt(flow, block)
    change.push({ op: 'block.remove', id: block.id })
    const id = change.place(by.kind, { label: block.label, props: by.props ?? {} })
    for (const { from, to } of into) {
      const port = by.ports[to.port]
      if (port !== undefined) change.connect(from, { block: id, port })
    }
    for (const { from, to } of outOf) {
      const port = by.ports[from.port]
      if (port !== undefined) change.connect({ block: id, port }, to)
    }
  })
