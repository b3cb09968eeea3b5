import { documentStore } from '../document/document-store.ts'
import { TextField } from '../ui/TextField.tsx'
import { useScenario } from '../view/use-scenario.ts'
import { SettingFrame } from './controls/SettingFrame.tsx'
import { wholeNumbers } from './controls/typed-text.ts'
import { useDraft } from './controls/use-draft.ts'
import { Happenings } from './Happenings.tsx'
import { Section } from './Section.tsx'
import { useEditable } from './use-block.ts'

const MOST_MONTHS = 120

/** The scenario that forecast and runs play: its name, how many months it takes, and what happens in them. */
export const ScenarioSection = () => {
  const { id, scenario } = useScenario()
  const editable = useEditable()
  const put = (changed: typeof scenario) =>
    documentStore.change([{ op: 'part.set', part: 'scenarios', id, value: changed }], {
      label: `Change the scenario “${changed.title}”`,
      merge: `scenario ${id}`,
    })
  const months = useDraft({
    value: scenario.months,
    notation: wholeNumbers,
    optional: false,
    onChange: typed => {
      if (typed !== undefined && typed >= 1 && typed <= MOST_MONTHS) put({ ...scenario, months: typed })
    },
  })
  return (
    <Section title="Scenario">
      <SettingFrame name="name" field={{ title: 'Name', help: '' }}>
        {control => (
          <TextField
            {...control}
            value={scenario.title}
            disabled={!editable}
            maxLength={80}
            onChange={event => put({ ...scenario, title: event.target.value })}
          />
        )}
      </SettingFrame>
      <SettingFrame
        name="months"
        field={{
          title: 'Length',
          help: 'How many months forecast and runs play. Month 1 begins with the first payment.',
        }}
        wrong={months.wrong}
      >
        {control => (
          <TextField
            {...control}
            {...months.input}
            inputMode="numeric"
            disabled={!editable}
            after={scenario.months === 1 ? 'month' : 'months'}
          />
        )}
      </SettingFrame>
      <Happenings scenario={scenario} onChange={put} />
    </Section>
  )
}
