import { createContext, use } from 'react'
import { createPortal } from 'react-dom'
import { formatMoney } from '#shared/money/format.ts'
import type { Money } from '#shared/money/money.ts'
import type { Point } from '#shared/scene/route.ts'
import { classNames } from '../ui/class-names.ts'
import styles from './Plate.module.css'

/** What an amount stands on: a plate, inside a solid channel, inside a hollow one. */
export type PlateKind = 'plate' | 'solid' | 'hollow' | 'difference'

type PlateProps = {
  readonly at: Point
  readonly text: string
  readonly kind?: PlateKind
  /** `return`: money that goes back; `error`: not what was forecast. Inside a filled channel the channel says it. */
  readonly tone?: 'money' | 'return' | 'error'
}

/** The layer over all wires on which plates lie; React Flow's own way looks for it anew at every frame. */
export const PlateLayer = createContext<Element | null>(null)

/** An amount over all wires. */
export const PlateAbove = (props: PlateProps) => {
  const layer = use(PlateLayer)
  return layer && createPortal(<Plate {...props} />, layer)
}

/** An amount on a wire. */
export const Plate = ({ at, text, kind = 'plate', tone = 'money' }: PlateProps) => {
  const filled = kind === 'solid' || kind === 'difference'
  return (
    <span
      className={classNames(styles.plate, styles[kind], !filled && styles[tone])}
      style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
    >
      {text}
    </span>
  )
}

/** What a plate says: the amount, and beside what was booked instead, what was forecast. */
export const amountText = (amount: Money, observed: Money | undefined): string =>
  observed ? `${formatMoney(observed)}, not ${formatMoney(amount)}` : formatMoney(amount)

/** How far from its gate a number stands. */
const OFF_GATE = 9

/** The how-manieth money of a run a channel is, at its beginning; only where motion is not wanted, which tells it else. */
export const OrderPlate = ({ points, order }: { points: readonly Point[]; order: number }) => {
  const layer = use(PlateLayer)
  const [start, next] = points
  if (!layer || !start || !next) return null
  const [x, y] = [
    start.x + OFF_GATE * Math.sign(next.x - start.x),
    start.y + OFF_GATE * Math.sign(next.y - start.y),
  ]
  return createPortal(
    <span className={styles.order} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
      {order}
    </span>,
    layer,
  )
}
