import { ListPlus } from 'lucide-react'
import { useMemo } from 'react'
import { useAnalysis } from './analysis/analysis-store.ts'
import { useDocument } from './document/document-store.ts'
import { ScenarioSection } from './inspector/ScenarioSection.tsx'
import styles from './ScenarioPicker.module.css'
import { IconButton } from './ui/IconButton.tsx'
import { Popover } from './ui/Popover.tsx'
import { Select } from './ui/Select.tsx'
import { useRoom } from './use-width.ts'
import { useScenario } from './view/use-scenario.ts'
import { useView } from './view/view-store.ts'

/** What happens in the scenario, where the inspector gives its width back to the canvas. */
const Happens = () => (
  <Popover
    label="What happens in the scenario"
    align="end"
    trigger={<IconButton icon={ListPlus} label="What happens in the scenario" />}
  >
    <div className={styles.happens}>
      <ScenarioSection />
    </div>
  </Popover>
)

/** Which scenario forecast and runs play: the document's own, and what can happen to its blocks. */
export const ScenarioPicker = () => {
  const own = useDocument(state => state.document.parts.scenarios)
  const offered = useAnalysis(state => state.offered)
  const { id } = useScenario()
  const room = useRoom()
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
    <>
      <span className={styles.picker}>
        <Select
          prefix={<span className={styles.prefix}>Scenario</span>}
          aria-label="Scenario"
          value={id}
          choices={choices}
          onChange={scenario => useView.setState({ scenario })}
        />
      </span>
      {room !== 'wide' && <Happens />}
    </>
  )
}
