import { useId } from 'react'
import { Switch } from '../ui/Switch.tsx'
import styles from './knowledge.module.css'

/** Whether a picture shows everything, or what the design on the canvas can reach. */
export const FollowSwitch = ({
  checked,
  onChange,
}: {
  checked: boolean
  onChange: (on: boolean) => void
}) => {
  const id = useId()
  return (
    <div className={styles.follow}>
      <label htmlFor={id}>Follow my design</label>
      <Switch id={id} checked={checked} onChange={onChange} />
    </div>
  )
}
