import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './Select.module.css'

/** One thing to choose; `hint` says in a line what it means. */
export type Choice = { value: string; label: string; hint?: string; mono?: boolean }

/** A choice of one out of several. `value` may be empty: then `placeholder` shows. */
export type SelectProps = {
  id?: string
  value: string
  choices: readonly Choice[]
  onChange: (value: string) => void
  placeholder?: string
  disabled?: boolean
  /** What stands before the value inside the button, such as “Scenario”. */
  prefix?: ReactNode
  /** Whether a long value takes a second line instead of being cut. */
  wraps?: boolean
  className?: string | undefined
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A drop-down of choices, 28 high. */
export const Select = ({
  value,
  choices,
  onChange,
  placeholder,
  disabled,
  prefix,
  wraps,
  className,
  ...rest
}: SelectProps) => (
  <Radix.Root value={value} onValueChange={onChange} {...(disabled && { disabled })}>
    <Radix.Trigger {...rest} className={classNames(styles.trigger, wraps && styles.wraps, className)}>
      {prefix && <span className={styles.prefix}>{prefix}</span>}
      <span
        className={classNames(
          styles.value,
          choices.find(choice => choice.value === value)?.mono && styles.mono,
        )}
      >
        <Radix.Value placeholder={placeholder}>
          {choices.find(choice => choice.value === value)?.label ?? placeholder}
        </Radix.Value>
      </span>
      <ChevronDown aria-hidden className={styles.arrow} />
    </Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className={styles.list} position="popper" sideOffset={4} collisionPadding={8}>
        <Radix.Viewport>
          {choices.map(choice => (
            <Radix.Item key={choice.value} value={choice.value} className={styles.item}>
              <Check aria-hidden className={styles.tick} />
              <span className={classNames(styles.words, choice.mono && styles.mono)}>
                <Radix.ItemText>{choice.label}</Radix.ItemText>
                {choice.hint && <small className={styles.hint}>{choice.hint}</small>}
              </span>
            </Radix.Item>
          ))}
        </Radix.Viewport>
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
