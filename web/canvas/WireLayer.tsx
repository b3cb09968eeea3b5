import { useStore } from '@xyflow/react'
import { useMemo } from 'react'
import { useResults } from '../analysis/results.ts'
import type { Cards } from './cards.ts'
import { bundlesOf, paintedWires, paintWires } from './paint-wires.ts'
import type { CanvasNode, WireEdge } from './to-react-flow.ts'
import { usePainting } from './use-painting.ts'
import styles from './WireLayer.module.css'

/** All wires on one surface under the cards: between zoom 0.3 and 0.45 nobody takes hold of a single one. */
export const WireLayer = ({
  nodes,
  edges,
  cards,
}: {
  nodes: readonly CanvasNode[]
  edges: readonly WireEdge[]
  cards: Cards
}) => {
  const zoom = useStore(state => state.transform[2])
  const results = useResults()
  const bundles = useMemo(
    () => bundlesOf(paintedWires(nodes, edges, cards), results),
    [nodes, edges, cards, results],
  )
  const canvas = usePainting((context, colours) => paintWires(context, bundles, { colours, zoom }), [bundles])
  return <canvas ref={canvas} className={styles.layer} />
}
