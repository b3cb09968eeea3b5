import { Switch as Radix } from 'radix-ui'
import styles from './Switch.module.css'

/** A yes or no that takes effect at once. */
export type SwitchProps = {
  id?: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A square switch: on is filled, off is hollow, as with money. */
export const Switch = ({ checked, onChange, ...rest }: SwitchProps) => (
  <span className={styles.row}>
    <Radix.Root {...rest} checked={checked} onCheckedChange={onChange} className={styles.switch}>
      <Radix.Thumb className={styles.thumb} />
    </Radix.Root>
    <span aria-hidden className={styles.words}>
      {checked ? 'On' : 'Off'}
    </span>
  </span>
)
