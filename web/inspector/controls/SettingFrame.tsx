import { type ReactNode, useId } from 'react'
import type { Field as FieldDefinition } from '#shared/flow/fields.ts'
import { ToneIcon } from '../../ui/Badge.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Field, type FieldControl } from '../../ui/Field.tsx'
import styles from './controls.module.css'
import { useHelp } from './help.ts'

type FrameProps = {
  field: Pick<FieldDefinition, 'title' | 'help'>
  name: string
  /** What checks say about it, with their fixes. */
  error?: ReactNode
  /** What is wrong with the text that is being typed; stands before what checks say. */
  wrong?: string | null
  stacked?: boolean
  children: (control: FieldControl) => ReactNode
}

/** Label and control of one setting; error and help below, over the whole width. Hidden help is still read out. */
export const SettingFrame = ({ field, name, error, wrong, stacked, children }: FrameProps) => {
  const id = useId()
  const shown = useHelp(state => state.shown)
  const problem = wrong ?? error
  const describedBy = [problem && `${id}-problem`, field.help && `${id}-help`].filter(Boolean).join(' ')
  return (
    <div data-field={name} className={styles.setting}>
      <Field label={field.title} {...(stacked && { stacked })}>
        {control =>
          children({
            ...control,
            'aria-describedby': describedBy || undefined,
            'aria-invalid': problem ? true : undefined,
          })
        }
      </Field>
      {problem && (
        <div id={`${id}-problem`} className={styles.problem}>
          <ToneIcon tone="error" className={styles.problemShape} />
          <div>{problem}</div>
        </div>
      )}
      {field.help && (
        <p id={`${id}-help`} className={classNames(styles.help, !shown && styles.unseen)}>
          {field.help}
        </p>
      )}
    </div>
  )
}
