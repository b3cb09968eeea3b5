import { type KeyboardEvent, type ReactNode, useId } from 'react'
import styles from './Tabs.module.css'
import { walk } from './walk.ts'

/** One tab: its word, a count or badge behind it, and what it shows. */
export type Tab<Id extends string> = { id: Id; title: string; extra?: ReactNode; content: ReactNode }

/** A row of tabs over what they show. */
export type TabsProps<Id extends string> = {
  label: string
  tabs: readonly Tab<Id>[]
  value: Id
  onChange: (id: Id) => void
  /** What stands at the right end of the row. */
  trailing?: ReactNode
}

/** Tabs that underline the chosen word in ink; arrows move between them, Tab goes on to what they show. */
export const Tabs = <Id extends string>({ label, tabs, value, onChange, trailing }: TabsProps<Id>) => {
  const id = useId()
  const chosen = tabs.find(tab => tab.id === value)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex(tab => tab.id === value)
    const next = tabs[walk(event.key, 'row', { at, count: tabs.length }) ?? -1]
    if (!next) return
    event.preventDefault()
    onChange(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <div className={styles.root}>
      <div className={styles.row}>
        <div role="tablist" tabIndex={-1} aria-label={label} className={styles.list} onKeyDown={onKeyDown}>
          {tabs.map(tab => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${id}-${tab.id}`}
              data-tab={tab.id}
              aria-selected={tab.id === value}
              aria-controls={tab.id === value ? `${id}-panel` : undefined}
              tabIndex={tab.id === value ? 0 : -1}
              className={styles.tab}
              onClick={() => onChange(tab.id)}
            >
              {tab.title}
              {tab.extra !== undefined && <span className={styles.extra}>{tab.extra}</span>}
            </button>
          ))}
        </div>
        {trailing && <div className={styles.trailing}>{trailing}</div>}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className={styles.content}>
        {chosen?.content}
      </div>
    </div>
  )
}
