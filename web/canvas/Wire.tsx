import type { EdgeProps } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { blockId } from '#shared/flow/ids.ts'
import { labelPlace, type Point, pathOf, route } from '#shared/scene/route.ts'
import { lengths } from '#shared/scene/tokens.ts'
import { channelWidth } from '#shared/scene/wires.ts'
import { type ConnectionResult, type Results, useConnectionResult, useResults } from '../analysis/results.ts'
import { classNames } from '../ui/class-names.ts'
import { useView } from '../view/view-store.ts'
import { Channel, type ChannelProps } from './Channel.tsx'
import { useCards } from './cards-store.ts'
import { amountText, OrderPlate, PlateAbove, type PlateKind } from './Plate.tsx'
import { sides, type WireEdge } from './to-react-flow.ts'
import styles from './Wire.module.css'
import type { WireData } from './wires.ts'

const useRoute = (props: EdgeProps<WireEdge>, data: WireData): readonly Point[] => {
  const cards = useCards(store => store.cards)
  const { source, target, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props
  return useMemo(
    () =>
      route({
        from: { x: sourceX, y: sourceY, side: sides[sourcePosition] },
        to: { x: targetX, y: targetY, side: sides[targetPosition] },
        lane: data.lane,
        ends: [cards.at.get(blockId(source)), cards.at.get(blockId(target))],
        turn: data.turn,
        cardsIn: area =>
          cards.within(area).flatMap(id => (id === source || id === target ? [] : (cards.at.get(id) ?? []))),
      }),
    [cards, source, target, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data],
  )
}

/** An amount is new when no money connection into the block brought the same. */
const isNew = (results: Results, data: WireData): boolean => {
  const own = results.connections[data.connection.id]?.amount?.amount
  return data.before.every(id => results.connections[id]?.amount?.amount !== own)
}

/** The arrow of money that goes back: in the middle of the longest straight piece, pointing where it goes. */
const arrowOn = (points: readonly Point[]): ChannelProps['arrow'] => {
  let best: { x: number; y: number; turn: number; length: number } | undefined
  for (const [index, a] of points.entries()) {
    const b = points[index + 1]
    if (!b) break
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
    if (best && length <= best.length) continue
    const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI
    best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, turn, length }
  }
  return best
}

const plateKind = (result: ConnectionResult, width: number): PlateKind => {
  if (width < lengths.channel.labelInside) return 'plate'
  if (result.state === 'difference') return 'difference'
  return result.state === 'forecast' ? 'hollow' : 'solid'
}

/** Of so many selected blocks far connections are drawn whole; of more they would hide the flow. */
const FEW = 3

/** A connection: a channel as wide as its amount, a thin line for a reference, a dashed one for events. */
export const Wire = memo((props: EdgeProps<WireEdge>) => {
  const { id, data, selected } = props
  const whole = useView(
    view =>
      selected ||
      (data !== undefined &&
        (view.hinted.has(data.connection.id) ||
          (view.selection.size <= FEW &&
            (view.selection.has(data.connection.from.block) ||
              view.selection.has(data.connection.to.block))))),
  )
  return data && (!data.stub || whole) ? <Drawn key={id} {...props} data={data} /> : null
})
Wire.displayName = 'Wire'

const Drawn = (props: EdgeProps<WireEdge> & { data: WireData }) => {
  const { data, selected = false } = props
  const points = useRoute(props, data)
  return data.carries === 'money' ? (
    <MoneyWire data={data} points={points} selected={selected} />
  ) : (
    <ThinWire data={data} points={points} selected={selected} />
  )
}

type WireProps = { data: WireData; points: readonly Point[]; selected: boolean }

/** What the pointer can hit: wider than what is drawn. */
const Hit = ({ path, width }: { path: string; width: number }) => (
  <path className="react-flow__edge-interaction" d={path} fill="none" strokeOpacity={0} strokeWidth={width} />
)

const ThinWire = ({ data, points, selected }: WireProps) => {
  const { fired } = useConnectionResult(data.connection.id)
  const path = pathOf(points, lengths.reference.corner)
  return (
    <g className={styles.wire} data-shown={selected || undefined}>
      <Hit path={path} width={14} />
      <path
        className={classNames(styles[data.carries], fired && styles.fired, data.stub && styles.far)}
        d={path}
      />
    </g>
  )
}

const MoneyWire = ({ data, points, selected }: WireProps) => {
  const result = useConnectionResult(data.connection.id)
  const largest = useResults(results => results.largest)
  const fresh = useResults(results => isNew(results, data))
  const width = channelWidth(result.amount?.amount, largest)
  const path = pathOf(points, lengths.channel.corner)
  return (
    <>
      <g className={styles.wire}>
        <Hit path={path} width={Math.max(width + 8, 16)} />
        {selected && <path className={styles.halo} d={path} strokeWidth={width + 8} />}
        <Channel
          path={path}
          width={width}
          state={result.state}
          back={data.back}
          arrow={data.back ? arrowOn(points) : undefined}
        />
      </g>
      {result.amount && (fresh || selected || result.observed) && (
        <PlateAbove
          at={labelPlace(points, 64)}
          text={amountText(result.amount, result.observed)}
          kind={plateKind(result, width)}
          tone={result.observed ? 'error' : data.back ? 'return' : 'money'}
        />
      )}
      {result.order !== undefined && <OrderPlate points={points} order={result.order} />}
    </>
  )
}
