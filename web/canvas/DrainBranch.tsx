import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { blockSizes } from '#shared/scene/block-size.ts'
import { pathOf } from '#shared/scene/route.ts'
import { channelWidth } from '#shared/scene/wires.ts'
import { useResults } from '../analysis/results.ts'
import styles from './DrainBranch.module.css'
import { amountText, Plate } from './Plate.tsx'

/** A fee that leaves the flow: a branch downward from the lower right corner that ends in three shrinking lines. */
export const DrainBranch = ({ block, size }: { block: BlockId; size: BlockDefinition['size'] }) => {
  const drain = useResults(results => results.drains[block])
  const largest = useResults(results => results.largest)
  if (!drain) return null
  const { width, height } = blockSizes[size]
  const channel = channelWidth(drain.amount.amount, largest)
  const [x, y, foot] = [width + 20, height - 16, height + 34]
  const path = pathOf(
    [
      { x: width, y },
      { x, y },
      { x, y: foot },
    ],
    8,
  )
  return (
    <>
      <svg className={styles.branch} aria-hidden>
        <path className={styles.casing} d={path} strokeWidth={channel + 4} />
        <path className={styles.channel} d={path} strokeWidth={channel} />
        <g className={styles.sign} transform={`translate(${x} ${foot})`}>
          <path d="M-9 0h18M-6 4h12M-3 8h6" />
        </g>
      </svg>
      <span data-filled className={styles.gate} style={{ left: width, top: y }} />
      <Plate
        at={{ x, y: foot - 24 }}
        text={amountText(drain.amount, drain.observed)}
        tone={drain.observed ? 'error' : 'money'}
      />
      <span className={styles.label} style={{ left: x + 14, top: foot - 7 }}>
        {drain.label}
      </span>
    </>
  )
}
