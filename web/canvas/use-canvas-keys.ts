import { type KeyboardEvent, useMemo } from 'react'
import type { BlockId } from '#shared/flow/ids.ts'
import { lengths } from '#shared/scene/tokens.ts'
import { moveBy } from '../document/compose.ts'
import { documentStore } from '../document/document-store.ts'
import { selectBlocks, useView } from '../view/view-store.ts'
import type { Cards } from './cards.ts'
import { cardElement } from './use-kept-focus.ts'
import { openMenu } from './use-menu.ts'
import { readingOrder, type Way, walk } from './walk.ts'

const steps: Readonly<Record<Way, { x: number; y: number }>> = {
  left: { x: -lengths.snap, y: 0 },
  right: { x: lengths.snap, y: 0 },
  up: { x: 0, y: -lengths.snap },
  down: { x: 0, y: lengths.snap },
}

/** A block far outside is drawn only when the canvas has moved there, some frames later. */
const focusWhenDrawn = (id: BlockId, frames: number): void => {
  requestAnimationFrame(() => {
    if (useView.getState().focused !== id) return
    const element = document.querySelector<HTMLElement>(`[data-block="${CSS.escape(id)}"]`)
    element?.focus({ preventScroll: true })
    const seen = document.getElementById(cardElement(id)) !== null
    if (!seen && frames > 0) focusWhenDrawn(id, frames - 1)
  })
}

const focusBlock = (id: BlockId | null | undefined): void => {
  if (!id) return
  useView.setState({ focused: id, reveal: { block: id, keepZoom: true } })
  focusWhenDrawn(id, 60)
}

const nudge = (selection: ReadonlySet<BlockId>, way: Way, far: boolean): void => {
  const step = steps[way]
  const by = far ? { x: step.x * 5, y: step.y * 5 } : step
  const patch = moveBy(documentStore.use.getState().document, selection, by)
  documentStore.change(patch, { label: 'Nudge', merge: `nudge:${[...selection].join()}` })
}

const arrow =
  (way: Way) =>
  (event: KeyboardEvent, cards: Cards): void => {
    const { focused, selection } = useView.getState()
    if (selection.size > 0 && !event.altKey) nudge(selection, way, event.shiftKey)
    else if (focused === null) focusBlock(readingOrder(cards)[0])
    else focusBlock(walk(documentStore.use.getState().document.graph, cards, { from: focused, way }))
  }

const select = (inspect: boolean) => (): void => {
  const { focused } = useView.getState()
  if (!focused) return
  selectBlocks([focused])
  if (inspect) useView.setState({ inspectorOpen: true, focusField: { block: focused, field: '' } })
}

/** The menu of the block that has the keyboard opens beside its card. */
const menu = (): void => {
  const { focused } = useView.getState()
  const box = focused
    ? document.querySelector(`[data-block="${CSS.escape(focused)}"]`)?.getBoundingClientRect()
    : undefined
  const known = focused !== null && documentStore.use.getState().document.graph.blocks[focused]
  openMenu(known && focused ? { block: focused } : 'canvas', {
    x: (box?.left ?? 200) + 24,
    y: (box?.bottom ?? 200) + 2,
  })
}

const keys: Readonly<Record<string, (event: KeyboardEvent, cards: Cards) => void>> = {
  ArrowLeft: arrow('left'),
  ArrowRight: arrow('right'),
  ArrowUp: arrow('up'),
  ArrowDown: arrow('down'),
  Enter: select(true),
  ' ': select(false),
  Escape: () => selectBlocks([]),
  ContextMenu: menu,
  Home: (_event, cards) => focusBlock(readingOrder(cards)[0]),
  End: (_event, cards) => focusBlock(readingOrder(cards).at(-1)),
}

/**
 * Keys on the canvas. Arrows walk from block to block; once blocks are selected they move them (Alt walks on).
 * Enter selects and inspects, Escape lets go.
 */
export const useCanvasKeys = (cards: Cards) =>
  useMemo(
    () => ({
      onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
        const { target } = event
        const onCanvas =
          target instanceof HTMLElement && (target.dataset.block ?? target.dataset.outline) !== undefined
        const key = event.key === 'F10' && event.shiftKey ? 'ContextMenu' : event.key
        const perform = onCanvas && !event.ctrlKey && !event.metaKey ? keys[key] : undefined
        if (!perform) return
        event.preventDefault()
        perform(event, cards)
      },
    }),
    [cards],
  )
