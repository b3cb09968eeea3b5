import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { Definitions } from '#shared/flow/connect.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { FlowEdit, GraphPatch } from '#shared/flow/edits.ts'
import type { Control, Field } from '#shared/flow/fields.ts'
import type { Block, PortRef } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { formatMoney } from '#shared/money/format.ts'

type Words = {
  readonly document: FlowDocument
  readonly definitions: Definitions
  /** Blocks that the patch itself adds. */
  readonly added: ReadonlyMap<BlockId, Block>
}

const blockOf = ({ document, added }: Words, id: BlockId): Block | undefined =>
  document.graph.blocks[id] ?? added.get(id)

const nameOf = (words: Words, id: BlockId): string => `“${blockOf(words, id)?.label ?? id}”`

const portName = (words: Words, { block, port }: PortRef): string => {
  const found = words.definitions(blockOf(words, block)?.kind ?? '')?.ports.find(({ id }) => id === port)
  return found?.label.toLowerCase() ?? port
}

/** How each control says its value; null where the value is none of its own. */
const sayers: Partial<Record<Control, (value: unknown, field: Field, currency: string) => string | null>> = {
  amount: (value, _, currency) =>
    typeof value === 'number' ? formatMoney({ amount: value, currency }) : null,
  percent: (value, { scale }) =>
    typeof value === 'number' ? `${scale === 'bps' ? value / 100 : value}\u2009%` : null,
  toggle: value => (value === true ? 'on' : 'off'),
  choice: (value, { choices }) => choices?.find(option => option.value === value)?.label ?? null,
}

const plainly = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(plainly).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const inWords = (field: Field | undefined, value: unknown, currency: string): string =>
  (field && sayers[field.control]?.(value, field, currency)) ?? plainly(value)

const currencyOf = (block: Block | undefined, document: FlowDocument): string => {
  const own = block?.props['currency']
  return typeof own === 'string' && CURRENCIES.has(own) ? own : document.graph.platform.currency
}

const describeSet = (words: Words, edit: Extract<FlowEdit, { op: 'block.set' }>): string[] => {
  const block = blockOf(words, edit.id)
  const fields = words.definitions(block?.kind ?? '')?.fields ?? {}
  const currency = currencyOf(block, words.document)
  const name = nameOf(words, edit.id)
  const props = Object.entries(edit.set.props ?? {}).map(([key, value]) => {
    const field = fields[key]
    const before = inWords(field, block?.props[key] ?? field?.initial, currency)
    const title = field?.title ?? key
    return `Changes “${title}” of ${name} from ${before} to ${inWords(field, value, currency)}`
  })
  const cleared = (edit.unset ?? []).map(path => {
    const key = path.replace(/^props\./, '')
    return `Clears “${fields[key]?.title ?? key}” of ${name}`
  })
  const label = edit.set.label === undefined ? [] : [`Renames ${name} to “${edit.set.label}”`]
  const switched =
    edit.set.disabled === undefined ? [] : [`Switches ${name} ${edit.set.disabled ? 'off' : 'on'}`]
  const account =
    edit.set.onAccount === undefined ? [] : [`Calls ${name} on ${nameOf(words, edit.set.onAccount)}`]
  return [...props, ...cleared, ...label, ...switched, ...account]
}

const describeConnection = (words: Words, edit: FlowEdit): string[] => {
  if (edit.op === 'connection.add') {
    const { from, to } = edit.connection
    return [
      `Connects ${nameOf(words, from.block)} (${portName(words, from)}) with ${nameOf(words, to.block)} (${portName(words, to)})`,
    ]
  }
  if (edit.op !== 'connection.remove') return []
  const gone = words.document.graph.connections[edit.id]
  return gone
    ? [`Removes the connection from ${nameOf(words, gone.from.block)} to ${nameOf(words, gone.to.block)}`]
    : []
}

const describeEdit = (words: Words, edit: FlowEdit): string[] => {
  switch (edit.op) {
    case 'block.add': {
      const title = words.definitions(edit.block.kind)?.title.toLowerCase() ?? edit.block.kind
      return [`Adds ${title} “${edit.block.label}”`]
    }
    case 'block.remove':
      return [`Removes ${nameOf(words, edit.id)}`]
    case 'block.set':
      return describeSet(words, edit)
    case 'connection.add':
    case 'connection.remove':
      return describeConnection(words, edit)
    case 'flow.set':
      return ['Changes the flow’s own settings']
    case 'part.set':
      return [`Changes the ${edit.part} of the flow`]
    case 'block.move':
    case 'block.unplace':
      return []
    default:
      return edit satisfies never
  }
}

/** What a patch would change, one sentence each, in the words of the screen. Moves say nothing. */
export const describePatch = (
  patch: GraphPatch,
  document: FlowDocument,
  definitions: Definitions,
): readonly string[] => {
  const added = new Map(patch.flatMap(edit => (edit.op === 'block.add' ? [[edit.block.id, edit.block]] : [])))
  return patch.flatMap(edit => describeEdit({ document, definitions, added }, edit))
}
