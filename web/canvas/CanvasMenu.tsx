import { ArrowLeftToLine, ArrowRightFromLine, Plus, SlidersHorizontal } from 'lucide-react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { Port } from '#shared/flow/block-definition.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import { addBlock } from '../commands/add-block.ts'
import type { Command } from '../commands/command.ts'
import { copy } from '../commands/copy.ts'
import { cut } from '../commands/cut.ts'
import { deleteSelection } from '../commands/delete-selection.ts'
import { duplicate } from '../commands/duplicate.ts'
import { fit } from '../commands/fit.ts'
import { learn } from '../commands/learn.ts'
import { paste } from '../commands/paste.ts'
import { selectAll } from '../commands/select-all.ts'
import { tidy } from '../commands/tidy.ts'
import { toggleDisabled } from '../commands/toggle-disabled.ts'
import { togglePinned } from '../commands/toggle-pinned.ts'
import { documentStore } from '../document/document-store.ts'
import { MenuAt, type MenuItem } from '../ui/Menu.tsx'
import { type CanvasMenu as Request, revealBlock, useView } from '../view/view-store.ts'

const entry = (command: Command, label = command.label): MenuItem => ({
  kind: 'item',
  id: command.id,
  label,
  icon: command.icon,
  keys: command.keys?.[0],
  disabled: command.enabled?.() === false,
  danger: command === deleteSelection,
  onSelect: () => command.perform(),
})

const line = (id: string): MenuItem => ({ kind: 'separator', id })

/** Money first, then what has to be connected, then the rest. */
const worth = (port: Port): number =>
  (port.carries === 'money' ? 2 : 0) + (port.direction === 'out' ? 1 : 0) - (port.carries === 'event' ? 1 : 0)

const nextOf = (id: BlockId, at: Request['screen']): MenuItem[] => {
  const { document, access } = documentStore.use.getState()
  const block = document.graph.blocks[id]
  const place = document.layout[id]
  const ports = (block && definitionOf(block.kind)?.ports) ?? []
  const [port] = ports.filter(each => each.direction === 'out').toSorted((a, b) => worth(b) - worth(a))
  if (!port || !place) return []
  return [
    {
      kind: 'item',
      id: 'next',
      label: 'Add what comes next…',
      icon: Plus,
      disabled: access !== 'editing',
      onSelect: () =>
        useView.setState({
          appendMenu: {
            from: { block: id, port: port.id },
            at: { x: place.x + 240, y: place.y + 36 },
            screen: at,
          },
        }),
    },
  ]
}

const forBlock = (id: BlockId, at: Request['screen']): MenuItem[] => {
  const { selection } = useView.getState()
  const { document } = documentStore.use.getState()
  const block = document.graph.blocks[id]
  const many = selection.size > 1
  const title = definitionOf(block?.kind ?? '')?.title.toLowerCase() ?? 'block'
  const settings: MenuItem = {
    kind: 'item',
    id: 'settings',
    label: 'Name and settings',
    icon: SlidersHorizontal,
    keys: 'Enter',
    onSelect: () => useView.setState({ inspectorOpen: true, focusField: { block: id, field: '' } }),
  }
  return [
    ...(many ? [entry(tidy, 'Tidy selection')] : [settings, ...nextOf(id, at)]),
    line('clip'),
    entry(cut),
    entry(copy),
    entry(duplicate),
    line('state'),
    entry(toggleDisabled, block?.disabled ? 'Switch on' : 'Switch off'),
    entry(togglePinned, document.layout[id]?.pinned ? 'Let go of its place' : 'Pin in place'),
    ...(many ? [] : [entry(learn, `Learn about ${title}`)]),
    line('end'),
    entry(deleteSelection),
  ]
}

const forConnection = (id: ConnectionId): MenuItem[] => {
  const { blocks, connections } = documentStore.use.getState().document.graph
  const connection = connections[id]
  if (!connection) return []
  const go = (end: 'from' | 'to'): MenuItem => ({
    kind: 'item',
    id: end,
    label: `Go to ${blocks[connection[end].block]?.label ?? 'its end'}`,
    icon: end === 'from' ? ArrowLeftToLine : ArrowRightFromLine,
    onSelect: () => revealBlock(connection[end].block),
  })
  return [go('from'), go('to'), line('end'), entry(deleteSelection, 'Delete connection')]
}

const forCanvas = (): MenuItem[] => [
  entry(addBlock),
  entry(paste),
  entry(selectAll),
  line('view'),
  entry(tidy),
  entry(fit),
]

const itemsOf = ({ about, screen }: Request): MenuItem[] => {
  if (about === 'canvas') return forCanvas()
  return 'block' in about ? forBlock(about.block, screen) : forConnection(about.connection)
}

const nameOf = ({ about }: Request): string => {
  if (about === 'canvas') return 'Canvas'
  return 'block' in about ? 'Block' : 'Connection'
}

const close = (): void => {
  useView.setState({ canvasMenu: null })
  const { appendMenu, focusField, canvas } = useView.getState()
  if (!appendMenu && !focusField) canvas?.focus()
}

/** What can be done with the block, the connection or the place under the pointer, or with the block that has the keyboard. */
export const CanvasMenu = ({ request }: { request: Request }) => (
  <MenuAt at={request.screen} label={nameOf(request)} items={itemsOf(request)} onClose={close} />
)
