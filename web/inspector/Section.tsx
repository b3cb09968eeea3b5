import type { ReactNode } from 'react'
import styles from './inspector.module.css'

/** A part of the inspector with its heading and a quiet word at its right end. */
export const Section = ({
  title,
  label = title,
  aside,
  children,
}: {
  title: string
  /** Its name among the page's regions, where another one has the same title. */
  label?: string
  aside?: ReactNode
  children: ReactNode
}) => (
  <section className={styles.section} aria-label={label}>
    <h3 className={styles.heading}>
      {title}
      {aside !== undefined && <span className={styles.headingAside}>{aside}</span>}
    </h3>
    {children}
  </section>
)
