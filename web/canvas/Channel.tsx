import { lengths } from '#shared/scene/tokens.ts'
import type { ConnectionResult } from '../analysis/results.ts'
import { classNames } from '../ui/class-names.ts'
import styles from './Channel.module.css'

/** What a channel looks like. */
export type ChannelProps = {
  readonly path: string
  readonly width: number
  readonly state: ConnectionResult['state']
  readonly back: boolean
  /** Where the arrow of money that goes back stands, and its direction in degrees. */
  readonly arrow?: { readonly x: number; readonly y: number; readonly turn: number } | undefined
}

/** A hollow channel has two walls of 1.25 px, so it cannot be narrower than this. */
const NARROWEST_HOLLOW = 4

/** Money on its way: hollow = forecast, filled = observed, filling = running, error = not what was forecast. */
export const Channel = ({ path, width, state, back, arrow }: ChannelProps) => {
  const hollow = state === 'none' || state === 'forecast' || state === 'running'
  const outer = hollow ? Math.max(width, NARROWEST_HOLLOW) : width
  return (
    <g
      className={classNames(styles.channel, back && styles.back, state === 'none' && styles.unknown)}
      data-state={state}
    >
      <path className={styles.casing} d={path} strokeWidth={outer + lengths.channel.casing} />
      <path className={styles.wall} d={path} strokeWidth={outer} />
      {hollow && <path className={styles.bed} d={path} strokeWidth={outer - 2 * lengths.channel.wall} />}
      {arrow && (
        <path
          className={classNames(styles.arrow, !hollow && styles.onChannel)}
          d="M-3 -5l6 5 -6 5"
          transform={`translate(${arrow.x} ${arrow.y}) rotate(${arrow.turn})`}
        />
      )}
      {state === 'running' && <path className={styles.filling} d={path} strokeWidth={width} pathLength={1} />}
    </g>
  )
}
