import { classNames } from './class-names.ts'
import styles from './Segments.module.css'

/** One of the segments: `count` stands quietly behind its title, `hint` shows on hover. */
export type Segment<T extends string> = {
  readonly id: T
  readonly title: string
  readonly hint?: string
  readonly count?: number | null
}

type SegmentsProps<T extends string> = {
  readonly label: string
  readonly segments: readonly Segment<T>[]
  /** Null where none of them is shown. */
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly className?: string | undefined
  /** One under the other, counts at the right. */
  readonly upright?: boolean
}

/** A row of buttons of which one is pressed: what to show of a panel. */
export const Segments = <T extends string>({
  label,
  segments,
  value,
  onChange,
  className,
  upright = false,
}: SegmentsProps<T>) => (
  <div
    className={classNames(styles.segments, upright && styles.upright, className)}
    role="group"
    aria-label={label}
  >
    {segments.map(({ id, title, hint, count = null }) => (
      <button
        key={id}
        type="button"
        className={styles.segment}
        title={hint}
        aria-pressed={value === id}
        onClick={() => onChange(id)}
      >
        {title} {count !== null && <span>{count}</span>}
      </button>
    ))}
  </div>
)
