import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { type BlockId, entriesOf } from '#shared/flow/ids.ts'
import { boundsOf, grown, type Rect } from '#shared/scene/block-size.ts'
import { goesBack } from '#shared/scene/wires.ts'
import { cardOf } from './document/compose.ts'
import styles from './FlowPicture.module.css'

/** A flow, small: its cards and where its money goes. */
export const FlowPicture = ({ document }: { document: FlowDocument }) => {
  const { graph } = document
  const cards = new Map<BlockId, Rect>(
    entriesOf(graph.blocks).map(([id, block]) => [id, cardOf(document, block, definitionOf)]),
  )
  const bounds = grown(boundsOf(cards.values()) ?? { x: 0, y: 0, width: 480, height: 160 }, 40)
  const channels = entriesOf(graph.connections).flatMap(([id, { from, to }]) => {
    const source = graph.blocks[from.block]
    const port = source && definitionOf(source.kind)?.ports.find(each => each.id === from.port)
    const [start, end] = [cards.get(from.block), cards.get(to.block)]
    const target = graph.blocks[to.block]
    const onward = source && target && !goesBack(source.kind, target.kind)
    if (port?.carries !== 'money' || !onward || !start || !end) return []
    const [x, y, toX, toY] = [
      start.x + start.width,
      start.y + start.height / 2,
      end.x,
      end.y + end.height / 2,
    ]
    const middle = (x + toX) / 2
    return [{ id, path: `M${x} ${y}C${middle} ${y} ${middle} ${toY} ${toX} ${toY}` }]
  })
  return (
    <svg
      className={styles.picture}
      viewBox={`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`}
      aria-hidden
    >
      {channels.map(({ id, path }) => (
        <path key={id} className={styles.channel} d={path} />
      ))}
      {[...cards].map(([id, { x, y, width, height }]) => (
        <rect key={id} className={styles.card} x={x} y={y} width={width} height={height} rx={6} />
      ))}
    </svg>
  )
}
