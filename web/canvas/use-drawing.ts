import { useEffect, useMemo, useState } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { Rect } from '#shared/scene/block-size.ts'
import { useDocument } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { useCards } from './cards-store.ts'
import { createBridge, type Drawing } from './to-react-flow.ts'

const today = (): string => new Date().toISOString().slice(0, 10)

/** What React Flow draws of the document; unchanged nodes keep their identity. */
export const useDrawing = (near: Rect | null): Drawing => {
  const [bridge] = useState(() => createBridge(definitionOf))
  const document = useDocument(state => state.document)
  const selection = useView(view => view.selection)
  const selectedConnections = useView(view => view.selectedConnections)
  const drawing = useMemo(
    () => bridge.draw(document, { selection, selectedConnections, near, today: today() }),
    [bridge, document, selection, selectedConnections, near],
  )
  useEffect(() => {
    useCards.setState({ cards: drawing.cards })
  }, [drawing.cards])
  return drawing
}
