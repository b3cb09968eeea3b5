import { useStore } from '@xyflow/react'
import { useMemo } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, entriesOf } from '#shared/flow/ids.ts'
import { grown, type Rect } from '#shared/scene/block-size.ts'
import type { Colour } from '#shared/scene/tokens.ts'
import { goesBack } from '#shared/scene/wires.ts'
import { type Results, useResults } from '../analysis/results.ts'
import { useDocument } from '../document/document-store.ts'
import { useTheme } from '../ui/theme.ts'
import { useView } from '../view/view-store.ts'
import type { Cards } from './cards.ts'
import { paintCards } from './Minimap.tsx'
import styles from './Overview.module.css'
import { bundlesOf, farPath, type PaintedWire, paintFarWires } from './paint-wires.ts'
import { usePainting } from './use-painting.ts'

const farWires = (graph: FlowGraph, cards: Cards): PaintedWire[] =>
  entriesOf(graph.connections).flatMap(([id, connection]) => {
    const path = farPath(connection, cards)
    const from = graph.blocks[connection.from.block]
    const to = graph.blocks[connection.to.block]
    const port = from && definitionOf(from.kind)?.ports.find(each => each.id === connection.from.port)
    if (!path || !from || !to || !port) return []
    const back = port.carries === 'money' && goesBack(from.kind, to.kind)
    return [{ id, path, carries: port.carries, back }]
  })

const paintErrors = (
  context: CanvasRenderingContext2D,
  { results, cards, zoom }: { results: Results; cards: Cards; zoom: number },
  colour: string,
): void => {
  context.fillStyle = colour
  for (const [id, result] of entriesOf(results.blocks)) {
    const card = cards.at.get(id)
    if (!card || (result.errors === 0 && result.run !== 'failed')) continue
    context.beginPath()
    context.arc(card.x + card.width, card.y, 5 / zoom, 0, Math.PI * 2)
    context.fill()
  }
}

const paintFrames = (
  context: CanvasRenderingContext2D,
  frames: readonly { card: Rect | undefined; width: number }[],
  colours: Record<Colour, string>,
): void => {
  context.strokeStyle = colours.accent
  for (const { card, width } of frames) {
    if (!card) continue
    context.lineWidth = width
    const { x, y, width: across, height } = grown(card, width)
    context.strokeRect(x, y, across, height)
  }
}

/** The flow from far away: one picture instead of thousands of elements. Errors, selection and focus keep their mark. */
export const Overview = ({ cards }: { cards: Cards }) => {
  const zoom = useStore(state => state.transform[2])
  const theme = useTheme()
  const graph = useDocument(state => state.document.graph)
  const results = useResults()
  const selection = useView(view => view.selection)
  const focused = useView(view => view.focused)
  const wires = useMemo(() => farWires(graph, cards), [graph, cards])
  const bundles = useMemo(() => bundlesOf(wires, results), [wires, results])
  const canvas = usePainting(
    (context, colours) => {
      paintFarWires(context, bundles, { colours, zoom })
      paintCards(context, cards, { scale: 1, theme })
      const marked = (ids: Iterable<BlockId>, pixels: number) =>
        [...ids].map(id => ({ card: cards.at.get(id), width: pixels / zoom }))
      paintFrames(context, [...marked(selection, 2), ...marked(focused ? [focused] : [], 1)], colours)
      paintErrors(context, { results, cards, zoom }, colours.error)
    },
    [cards, bundles, results, selection, focused],
  )
  return <canvas ref={canvas} className={styles.overview} />
}
