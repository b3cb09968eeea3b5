import { Check, Info, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { classNames } from './class-names.ts'

/** What a badge says; each tone has a shape of its own, so that colour is never alone. */
export type Tone = 'error' | 'warning' | 'advice' | 'ok' | 'neutral'

const shapes: Record<Tone, LucideIcon | null> = {
  error: OctagonX,
  warning: TriangleAlert,
  advice: Info,
  ok: Check,
  neutral: null,
}

/** The shape of a tone: octagon, triangle, circle with i, tick. */
export const ToneIcon = ({ tone, className }: { tone: Tone; className?: string | undefined }) => {
  const Shape = shapes[tone]
  return Shape && <Shape aria-hidden className={classNames(styles.shape, styles[`${tone}Ink`], className)} />
}

/** A small label with the shape of its tone; `label` is what a screen reader says instead of the count. */
export const Badge = ({ tone, label, children }: { tone: Tone; label?: string; children: ReactNode }) => {
  const Shape = shapes[tone]
  return (
    <span
      className={classNames(styles.badge, styles[tone])}
      {...(label && { role: 'img', 'aria-label': label, title: label })}
    >
      {Shape && <Shape aria-hidden className={styles.icon} />}
      {children}
    </span>
  )
}
