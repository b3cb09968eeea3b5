import { lazy, Suspense } from 'react'
import { Blocks } from './Blocks.tsx'
import styles from './Palette.module.css'

const Rail = lazy(async () => ({ default: (await import('./Rail.tsx')).Rail }))

/** Everything that can be added to the flow. */
export const Palette = ({ folded }: { folded: boolean }) => (
  <nav className={folded ? styles.narrow : styles.palette} aria-label="Blocks">
    {folded ? (
      <Suspense>
        <Rail />
      </Suspense>
    ) : (
      <>
        <h2 className={styles.unseen}>Blocks</h2>
        <Blocks />
      </>
    )}
  </nav>
)
