import { Check, CirclePause, Clock, History, LoaderCircle, type LucideIcon, Minus, X } from 'lucide-react'
import { classNames } from './class-names.ts'
import styles from './StateMark.module.css'

/** Where something stands in a run. `off` is switched off. */
export type MarkState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'stale' | 'off'

const marks: Record<MarkState, { shape: LucideIcon; words: string }> = {
  waiting: { shape: Clock, words: 'Waiting' },
  running: { shape: LoaderCircle, words: 'Running' },
  succeeded: { shape: Check, words: 'Succeeded' },
  failed: { shape: X, words: 'Failed' },
  skipped: { shape: Minus, words: 'Not reached' },
  stale: { shape: History, words: 'Edited after the run' },
  off: { shape: CirclePause, words: 'Switched off' },
}

/** What a state is called in words. */
export const markWords = (state: MarkState): string => marks[state].words

/** A round mark, 15 px: tick, cross, dash, spinner, clock. */
export const StateMark = ({ state }: { state: MarkState }) => {
  const { shape: Shape, words } = marks[state]
  return (
    <span role="img" aria-label={words} title={words} className={classNames(styles.mark, styles[state])}>
      <Shape aria-hidden className={styles.icon} />
    </span>
  )
}
