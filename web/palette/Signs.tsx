import type { BlockDefinition, Carries } from '#shared/flow/block-definition.ts'
import styles from './Signs.module.css'

const order: readonly Carries[] = ['money', 'ref', 'event']
const words: Record<Carries, string> = { money: 'money', ref: 'a reference', event: 'events' }

/** Glyphs of what a block gives out: a bar for money, a ring for references, a diamond for events. */
export const Signs = ({ definition }: { definition: BlockDefinition }) => {
  const given = order.filter(carries =>
    definition.ports.some(port => port.direction === 'out' && port.carries === carries),
  )
  if (given.length === 0) return null
  const label = `gives ${given.map(carries => words[carries]).join(', ')}`
  return (
    <span className={styles.signs} role="img" aria-label={label} title={label}>
      {given.map(carries => (
        <i key={carries} className={styles[carries]} />
      ))}
    </span>
  )
}
