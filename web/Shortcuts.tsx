import type { Command, CommandGroup } from './commands/command.ts'
import { commands } from './commands/index.ts'
import styles from './Shortcuts.module.css'
import { Dialog } from './ui/Dialog.tsx'
import { Kbd } from './ui/Kbd.tsx'
import { useView } from './view/view-store.ts'

const groups: readonly CommandGroup[] = ['Flow', 'Edit', 'Blocks', 'View', 'Help']

/** Keys that belong to the canvas itself and not to a command. */
const onCanvas: readonly [string, string][] = [
  ['Walk from block to block', '← → ↑ ↓'],
  ['Inspect a block', 'Enter'],
  ['Select a block', 'Space'],
  ['Move what is selected', '← → ↑ ↓'],
  ['Move it five times as far', 'Shift ←'],
  ['Walk on while something is selected', 'Alt ←'],
  ['Select several', 'Shift drag'],
  ['Let go', 'Esc'],
]

const Line = ({ label, keys }: { label: string; keys: string }) => (
  <div className={styles.line}>
    <dt>{label}</dt>
    <dd>
      <Kbd>{keys}</Kbd>
    </dd>
  </div>
)

const Section = ({ title, list }: { title: string; list: readonly Command[] }) =>
  list.length === 0 ? null : (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      <dl className={styles.list}>
        {list.map(command => (
          <Line key={command.id} label={command.label} keys={command.keys?.[0] ?? ''} />
        ))}
      </dl>
    </section>
  )

/** Every shortcut on one sheet. */
export const Shortcuts = () => (
  <Dialog open wide title="Shortcuts" onClose={() => useView.setState({ overlay: null })}>
    <div className={styles.sheet}>
      {groups.map(group => (
        <Section
          key={group}
          title={group}
          list={commands.filter(command => command.group === group && command.keys)}
        />
      ))}
      <section className={styles.section}>
        <h3 className={styles.heading}>On the canvas</h3>
        <dl className={styles.list}>
          {onCanvas.map(([label, keys]) => (
            <Line key={label} label={label} keys={keys} />
          ))}
        </dl>
      </section>
    </div>
  </Dialog>
)
