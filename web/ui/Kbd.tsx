import { classNames } from './class-names.ts'
import styles from './Kbd.module.css'

/** A key or a chord, as printed on the keys: `Ctrl K`. */
export const Kbd = ({ children, inverse = false }: { children: string; inverse?: boolean }) => (
  <kbd className={classNames(styles.kbd, inverse && styles.inverse)}>{children}</kbd>
)
