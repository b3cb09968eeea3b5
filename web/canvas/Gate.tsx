import { Handle, Position } from '@xyflow/react'
import type { BlockId } from '#shared/flow/ids.ts'
import type { PortPlace, Side } from '#shared/scene/port-places.ts'
import { channelWidth, gateHeight } from '#shared/scene/wires.ts'
import { useResults } from '../analysis/results.ts'
import { useDocument } from '../document/document-store.ts'
import { neighboursOf } from '../document/neighbours.ts'
import { classNames } from '../ui/class-names.ts'
import styles from './Gate.module.css'

const positions: Record<Side, Position> = {
  left: Position.Left,
  right: Position.Right,
  bottom: Position.Bottom,
}

/** The channels that meet at a gate: the one that it belongs to, or all that its port joins. */
const useGateHeight = (block: BlockId, { port, connection }: PortPlace): number => {
  const ids = useDocument(state => {
    if (port.carries !== 'money') return ''
    if (connection) return connection
    const { into, outOf } = neighboursOf(state.document.graph)
    const list = port.direction === 'in' ? into.get(block) : outOf.get(block)
    return (list ?? [])
      .filter(each => (port.direction === 'in' ? each.to.port : each.from.port) === port.id)
      .map(each => each.id)
      .join(' ')
  })
  return useResults(results => {
    if (port.carries !== 'money' || ids === '') return gateHeight(0)
    const known = new Map(Object.entries(results.connections))
    const amounts = ids.split(' ').map(id => known.get(id)?.amount?.amount ?? 0)
    return gateHeight(Math.max(...amounts.map(amount => channelWidth(amount || undefined, results.largest))))
  })
}

/** A port: a solid gate for money, a ring for references, a diamond for events. Its name shows on hover. */
export const Gate = ({ block, place }: { block: BlockId; place: PortPlace }) => {
  const height = useGateHeight(block, place)
  const { port, side, handle } = place
  return (
    <Handle
      id={handle}
      type={port.direction === 'out' ? 'source' : 'target'}
      position={positions[side]}
      className={classNames(styles.port, styles[side], styles[port.carries])}
      style={{ left: place.x, top: place.y }}
      aria-label={`${port.label}, ${port.direction === 'out' ? 'output' : 'input'}`}
      data-required={port.required || undefined}
    >
      <span
        className={styles.mark}
        {...(port.carries === 'money' && { 'data-filled': true, style: { height } })}
      />
      <span className={styles.name}>{port.label}</span>
    </Handle>
  )
}
