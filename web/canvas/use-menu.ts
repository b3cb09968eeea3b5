import { type MouseEvent, useMemo } from 'react'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { documentStore } from '../document/document-store.ts'
import { type CanvasMenu, selectBlocks, useView } from '../view/view-store.ts'

const within = (target: EventTarget, selector: string): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement | SVGElement>(selector)?.dataset.id : undefined

const aboutOf = (target: EventTarget): CanvasMenu['about'] => {
  const { graph } = documentStore.use.getState().document
  const node = within(target, '.react-flow__node')
  if (node && graph.blocks[blockId(node)]) return { block: blockId(node) }
  const edge = within(target, '.react-flow__edge')
  if (edge && graph.connections[connectionId(edge)]) return { connection: connectionId(edge) }
  return 'canvas'
}

/** Opens the canvas's menu; what it is about is selected first, unless it belongs to the selection already. */
export const openMenu = (about: CanvasMenu['about'], screen: CanvasMenu['screen']): void => {
  const { selection } = useView.getState()
  if (about !== 'canvas' && 'connection' in about) {
    useView.setState({ selection: new Set(), selectedConnections: new Set([about.connection]) })
  }
  if (about !== 'canvas' && 'block' in about) {
    if (!selection.has(about.block)) selectBlocks([about.block])
    useView.setState({ focused: about.block })
  }
  useView.setState({ canvasMenu: { about, screen }, appendMenu: null })
}

/** The right button of the mouse, or a long press. */
export const useMenu = () =>
  useMemo(
    () => ({
      onContextMenu: (event: MouseEvent<HTMLElement>): void => {
        event.preventDefault()
        openMenu(aboutOf(event.target), { x: event.clientX, y: event.clientY })
      },
    }),
    [],
  )
