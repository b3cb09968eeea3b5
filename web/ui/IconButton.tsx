import type { LucideIcon } from 'lucide-react'
import styles from './Button.module.css'
import { Button, type ButtonProps } from './Button.tsx'
import { classNames } from './class-names.ts'
import { Tooltip, type TooltipProps } from './Tooltip.tsx'

/** A button that is only an icon: `label` names it for everyone, `keys` shows its shortcut. */
export type IconButtonProps = Omit<ButtonProps, 'icon' | 'children'> & {
  icon: LucideIcon
  label: string
  keys?: string
  side?: NonNullable<TooltipProps['side']>
}

/** An icon with an accessible name and a tooltip. */
export const IconButton = ({
  label,
  keys,
  side = 'bottom',
  variant = 'quiet',
  className,
  ...rest
}: IconButtonProps) => (
  <Tooltip text={label} keys={keys} side={side}>
    <Button {...rest} variant={variant} aria-label={label} className={classNames(styles.square, className)} />
  </Tooltip>
)
