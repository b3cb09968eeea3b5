import { createContext, use } from 'react'
import { createPortal } from 'react-dom'
import type { Point } from '#shared/scene/route.ts'
import { classNames } from '../ui/class-names.ts'
import styles from './Plate.module.css'

/** What an amount stands on: a plate, inside a solid channel, inside a hollow one. */
export type PlateKind = 'plate' | 'solid' | 'hollow' | 'difference'

type PlateProps = {
  readonly at: Point
  readonly text: string
  readonly kind?: PlateKind
  readonly back?: boolean
}

/** The layer over all wires on which plates lie; React Flow's own way looks for it anew at every frame. */
export const PlateLayer = createContext<Element | null>(null)

/** An amount over all wires. */
export const PlateAbove = (props: PlateProps) => {
  const layer = use(PlateLayer)
  return layer && createPortal(<Plate {...props} />, layer)
}

/** An amount on a wire. */
export const Plate = ({ at, text, kind = 'plate', back = false }: PlateProps) => (
  <span
    className={classNames(styles.plate, styles[kind], back && styles.back)}
    style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
  >
    {text}
  </span>
)
