import { type ReactNode, useId } from 'react'
import { ToneIcon } from './Badge.tsx'
import { classNames } from './class-names.ts'
import styles from './Field.module.css'

/** What a control inside a field must take, so that label, help and error belong to it. */
export type FieldControl = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A labelled control. `stacked` puts the label above, for wide controls such as lists. */
export type FieldProps = {
  label: string
  help?: ReactNode
  /** What is wrong and, behind it, the button that cures it. */
  error?: ReactNode
  stacked?: boolean
  children: (control: FieldControl) => ReactNode
}

/** Label on the left (112 px), control on the right, help and error under the control. */
export const Field = ({ label, help, error, stacked = false, children }: FieldProps) => {
  const id = useId()
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames(styles.field, stacked && styles.stacked)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.control}>
        {children({
          id,
          'aria-describedby': describedBy || undefined,
          'aria-invalid': error ? true : undefined,
        })}
        {error && (
          <div className={styles.error} id={`${id}-error`}>
            <ToneIcon tone="error" className={styles.errorIcon} />
            <div>{error}</div>
          </div>
        )}
        {help && (
          <p className={styles.help} id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
    </div>
  )
}
