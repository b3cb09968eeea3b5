import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { classNames } from './class-names.ts'

/** What a button looks like: `primary` is the one filled button on the screen. */
export type ButtonProps = ComponentProps<'button'> & {
  variant?: 'default' | 'quiet' | 'primary' | 'danger'
  size?: 'normal' | 'small'
  icon?: LucideIcon
  children?: ReactNode
}

/** A button with a word on it that says what happens. */
export const Button = ({
  variant = 'default',
  size = 'normal',
  icon: Icon,
  className,
  children,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className={classNames(styles.button, styles[variant], size === 'small' && styles.small, className)}
  >
    {Icon && <Icon aria-hidden className={styles.icon} />}
    {children}
  </button>
)
