import { type ConnectionLineComponentProps, Position, useStore } from '@xyflow/react'
import { useMemo } from 'react'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { refusal } from '#shared/flow/connect.ts'
import type { PortRef } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { portOfHandle } from '#shared/scene/port-places.ts'
import { pathOf, route } from '#shared/scene/route.ts'
import { answersOf, bestEnds, ordered, whyNot } from '../document/compose.ts'
import { useDocument } from '../document/document-store.ts'
import { elsewhere } from '../document/suggest.ts'
import { classNames } from '../ui/class-names.ts'
import styles from './ConnectionLine.module.css'
import { useHovered } from './hovered-store.ts'
import type { CanvasNode } from './to-react-flow.ts'

/** Why the connection may not end where the pointer is; null when it may, or when nothing is there. */
const useReason = (from: PortRef, to: PortRef | null): string | null => {
  const graph = useDocument(state => state.document.graph)
  const hovered = useHovered(store => store.block)
  return useMemo(() => {
    if (to) return refusal(graph, ordered(graph, [from, to], definitionOf), definitionOf)
    if (!hovered || hovered === from.block) return null
    return bestEnds(graph, [from, hovered], definitionOf)
      ? null
      : whyNot(graph, [from, hovered], definitionOf)
  }, [graph, hovered, from, to])
}

/** Every port of the block under the pointer that lies in the connection's direction, with what it says to it. */
const Answers = ({ from }: { from: PortRef }) => {
  const graph = useDocument(state => state.document.graph)
  const hovered = useHovered(store => store.block)
  if (!hovered || hovered === from.block) return null
  const answers = answersOf(graph, [from, hovered], definitionOf)
  return (
    <ul className={styles.answers}>
      {answers.slice(0, 8).map(({ label, reason }) => (
        <li key={label} data-refused={reason !== null || undefined}>
          <span aria-hidden>{reason === null ? '✓' : '✕'}</span> <b>{label}</b> {reason}
        </li>
      ))}
    </ul>
  )
}

/** What is said beside the pointer: why not, where else, and what each port takes. */
const Said = ({ from, at: { x, y }, reason }: SaidProps) => {
  const graph = useDocument(state => state.document.graph)
  const zoom = useStore(state => state.transform[2])
  return (
    <>
      {reason !== null && (
        <path className={styles.cross} d={`M${x - 6} ${y - 6}l12 12M${x + 6} ${y - 6}l-12 12`} />
      )}
      <foreignObject className={styles.tip} x={x + 14 / zoom} y={y + 12 / zoom} width={320 / zoom} height={1}>
        <div className={styles.readable} style={{ scale: 1 / zoom }}>
          {reason !== null && (
            <div role="alert" className={styles.words}>
              <b>{reason}</b> {elsewhere(graph, from, { definitions: definitionOf, offered: DEFINITIONS })}
            </div>
          )}
          <Answers from={from} />
        </div>
      </foreignObject>
    </>
  )
}

type SaidProps = { from: PortRef; at: { x: number; y: number }; reason: string | null }

/** The connection while it is being drawn: refused ones turn red, end in a cross and say why. */
export const ConnectionLine = ({
  fromX,
  fromY,
  toX,
  toY,
  fromNode,
  fromHandle,
  toHandle,
}: ConnectionLineComponentProps<CanvasNode>) => {
  const start = useMemo(
    () => ({ block: blockId(fromNode.id), port: portOfHandle(fromHandle.id ?? '') }),
    [fromNode.id, fromHandle.id],
  )
  const end = useMemo(
    () => (toHandle ? { block: blockId(toHandle.nodeId), port: portOfHandle(toHandle.id ?? '') } : null),
    [toHandle],
  )
  const reason = useReason(start, end)
  const graph = useDocument(state => state.document.graph)
  const block = graph.blocks[start.block]
  const carries = block && definitionOf(block.kind)?.ports.find(port => port.id === start.port)?.carries
  const forward = fromHandle.type === 'source'
  const [a, b] = forward
    ? [
        { x: fromX, y: fromY },
        { x: toX, y: toY },
      ]
    : [
        { x: toX, y: toY },
        { x: fromX, y: fromY },
      ]
  const fromSide = forward && fromHandle.position === Position.Bottom ? 'bottom' : 'right'
  const toSide = !forward && fromHandle.position === Position.Bottom ? 'bottom' : 'left'
  const points = route({
    from: { ...a, side: fromSide },
    to: { ...b, side: toSide },
    lane: 0,
    turn: 'source',
    cardsIn: () => [],
  })
  return (
    <g className={classNames(styles.line, carries && styles[carries], reason !== null && styles.refused)}>
      <path d={pathOf(points, 8)} />
      <Said from={start} at={{ x: toX, y: toY }} reason={reason} />
    </g>
  )
}
