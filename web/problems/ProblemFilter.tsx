import { Crosshair, Search } from 'lucide-react'
import type { Severity } from '#shared/check/diagnostic.ts'
import type { Problem } from '../analysis/analysis-store.ts'
import { type Tone, ToneIcon } from '../ui/Badge.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type Grouping, toggleSeverity, useProblemView } from '../view/problem-list.ts'
import { countOf } from './count-words.ts'
import styles from './ProblemsPanel.module.css'

const severities: readonly { severity: Severity; tone: Tone; one: string; many: string }[] = [
  { severity: 'error', tone: 'error', one: 'error', many: 'errors' },
  { severity: 'warning', tone: 'warning', one: 'warning', many: 'warnings' },
  { severity: 'info', tone: 'advice', one: 'advice', many: 'advice' },
]

const groupings: readonly { value: Grouping; label: string; hint: string }[] = [
  { value: 'severity', label: 'Severity', hint: 'Worst first, then by money at risk' },
  { value: 'rule', label: 'Rule', hint: 'What is the same, to mend it at once' },
  { value: 'block', label: 'Block', hint: 'What is wrong with each' },
]

const Severities = ({ problems }: { problems: readonly Problem[] }) => {
  const hidden = useProblemView(view => view.hidden)
  return severities.map(({ severity, tone, one, many }) => {
    const count = countOf(problems, severity)
    if (count === 0) return null
    return (
      <button
        key={severity}
        type="button"
        className={styles.chip}
        aria-pressed={!hidden.has(severity)}
        onClick={() => toggleSeverity(severity)}
      >
        <ToneIcon tone={tone} className={styles.chipShape} />
        {count} {count === 1 ? one : many}
      </button>
    )
  })
}

/** What the list shows: severities with their counts, the selected blocks, words; and what stands together. */
export const ProblemFilter = ({ problems }: { problems: readonly Problem[] }) => {
  const { selectionOnly, text, grouping } = useProblemView()
  return (
    <div className={styles.bar}>
      <Severities problems={problems} />
      <button
        type="button"
        className={styles.onlySelected}
        aria-pressed={selectionOnly}
        onClick={() => useProblemView.setState({ selectionOnly: !selectionOnly })}
      >
        <Crosshair aria-hidden className={styles.chipShape} />
        Selected blocks
      </button>
      <span className={styles.tools}>
        <TextField
          type="search"
          aria-label="Filter problems"
          placeholder="Filter"
          className={styles.filter}
          before={<Search aria-hidden className={styles.filterIcon} />}
          value={text}
          onChange={event => useProblemView.setState({ text: event.target.value })}
        />
        <Select
          aria-label="Group problems by"
          className={styles.grouping}
          prefix="By"
          value={grouping}
          choices={groupings}
          onChange={chosen => {
            const found = groupings.find(({ value }) => value === chosen)
            if (found) useProblemView.setState({ grouping: found.value })
          }}
        />
        <span className={styles.keys}>
          Next <Kbd>F8</Kbd>
        </span>
      </span>
    </div>
  )
}
