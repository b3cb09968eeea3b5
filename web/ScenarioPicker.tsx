import { useMemo } from 'react'
import { useAnalysis } from './analysis/analysis-store.ts'
import { useDocument } from './document/document-store.ts'
import styles from './ScenarioPicker.module.css'
import { Select } from './ui/Select.tsx'
import { useScenario } from './view/use-scenario.ts'
import { useView } from './view/view-store.ts'

/** Which scenario forecast and runs play: the document's own, and what can happen to its blocks. */
export const ScenarioPicker = () => {
  const own = useDocument(state => state.document.parts.scenarios)
  const offered = useAnalysis(state => state.offered)
  const { id } = useScenario()
  const choices = useMemo(
    () => [
      ...Object.entries(own).map(([value, { title }]) => ({ value, label: title })),
      ...[...offered].map(([value, { title }]) => ({
        value,
        label: title,
        hint: 'Can happen in this design',
      })),
    ],
    [own, offered],
  )
  if (choices.length === 0) return null
  return (
    <span className={styles.picker}>
      <Select
        prefix={<span className={styles.prefix}>Scenario</span>}
        aria-label="Scenario"
        value={id}
        choices={choices}
        onChange={scenario => useView.setState({ scenario })}
      />
    </span>
  )
}
