import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './TextField.module.css'

/** A one-line input, 28 high; `before` and `after` stand inside its border (a currency sign, a unit). */
export type TextFieldProps = Omit<ComponentProps<'input'>, 'size'> & {
  before?: ReactNode
  after?: ReactNode
  /** Digits stand right-aligned, as amounts do. */
  amount?: boolean
  mono?: boolean
}

/** A one-line input with what stands before and after it. */
export const TextField = ({
  before,
  after,
  amount = false,
  mono = false,
  className,
  ...rest
}: TextFieldProps) => (
  <span className={classNames(styles.box, className)}>
    {before && <span className={styles.affix}>{before}</span>}
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classNames(styles.input, amount && styles.amount, mono && styles.mono)}
    />
    {after && <span className={styles.affix}>{after}</span>}
  </span>
)

/** A text of several lines, in the same dress. */
export const TextArea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <span className={classNames(styles.box, styles.tall, className)}>
    <textarea rows={3} {...rest} className={styles.area} />
  </span>
)
