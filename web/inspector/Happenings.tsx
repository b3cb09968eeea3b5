import { Plus, X } from 'lucide-react'
import { type Incident, LATEST_DAY, type Scenario } from '#shared/flow/document.ts'
import type { ToldIncident } from '#shared/lifecycles/told-incidents.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { useDocument } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { TextField } from '../ui/TextField.tsx'
import { wholeNumbers } from './controls/typed-text.ts'
import { useDraft } from './controls/use-draft.ts'
import styles from './Happenings.module.css'
import { useEditable } from './use-block.ts'

type NumberProps = {
  label: string
  name: string
  value: number
  range: readonly [least: number, most: number]
  onChange: (value: number) => void
}

/** A whole number within limits; another one is not taken. */
const NumberField = ({ label, name, value, range: [least, most], onChange }: NumberProps) => {
  const editable = useEditable()
  const draft = useDraft({
    value,
    notation: wholeNumbers,
    optional: false,
    onChange: typed => {
      if (typed !== undefined && typed >= least && typed <= most) onChange(typed)
    },
  })
  return (
    <span className={styles.number}>
      <span aria-hidden>{label}</span>
      <TextField
        {...draft.input}
        aria-label={`${label}, ${name}`}
        aria-invalid={draft.wrong ? true : undefined}
        inputMode="numeric"
        disabled={!editable}
      />
    </span>
  )
}

type RowProps = {
  incident: Incident
  told: ToldIncident
  months: number
  onChange: (incident: Incident | null) => void
}

/** When it happens, where that is not plain from its numbers. */
const whenText = ({ month }: Incident, { happensIn }: ToldIncident, months: number): string | null => {
  if (happensIn > months)
    return `Happens in month ${happensIn}: a run of ${months === 1 ? 'one month' : `${months} months`} does not get there.`
  return happensIn > month
    ? `Happens in month ${happensIn}, and is about the payment of month ${month}.`
    : null
}

const Row = ({ incident, told, months, onChange }: RowProps) => {
  const label = useDocument(state => state.document.graph.blocks[incident.block]?.label ?? incident.block)
  const editable = useEditable()
  const name = `${told.title} “${label}”`
  const when = whenText(incident, told, months)
  const { day = 0, ...rest } = incident
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.title}>
          {told.title} <small>{label}</small>
        </span>
        <IconButton
          icon={X}
          size="small"
          label={`Leave out: ${name}`}
          disabled={!editable}
          onClick={() => onChange(null)}
        />
      </div>
      <div className={styles.when}>
        <NumberField
          label="Month"
          name={name}
          value={incident.month}
          range={[1, months]}
          onChange={month => onChange({ ...incident, month })}
        />
        {(told.onAnyDay || day > 0) && (
          <NumberField
            label="Days after"
            name={name}
            value={day}
            range={[0, LATEST_DAY]}
            onChange={typed => onChange(typed === 0 ? rest : { ...rest, day: typed })}
          />
        )}
      </div>
      {when !== null && <p className={styles.note}>{when}</p>}
    </li>
  )
}

/** What happens in the scenario beside its payments: to which payment, how many days after it, and what could happen too. */
export const Happenings = ({
  scenario,
  onChange,
}: {
  scenario: Scenario
  onChange: (scenario: Scenario) => void
}) => {
  const told = useAnalysis(state => state.told)
  const offered = useAnalysis(state => state.offered)
  const editable = useEditable()
  const { incidents, months } = scenario
  const put = (index: number, incident: Incident | null) =>
    onChange({ ...scenario, incidents: incidents.toSpliced(index, 1, ...(incident ? [incident] : [])) })
  // While the analysis is behind, the rows of the scenario before would stand under the wrong words.
  const rows = told?.incidents.length === incidents.length ? told.incidents : []
  return (
    <>
      <ul className={styles.list} aria-label="What happens">
        {rows.map((each, index) => {
          const incident = incidents[index]
          return (
            incident && (
              <Row
                // oxlint-disable-next-line react/no-array-index-key -- incidents have no identity but their place
                key={index}
                incident={incident}
                told={each}
                months={months}
                onChange={changed => put(index, changed)}
              />
            )
          )
        })}
      </ul>
      {told?.refusal && (
        <p className={styles.refusal} role="status">
          {told.refusal}
        </p>
      )}
      {offered.size > 0 && editable && (
        <Menu
          trigger={
            <Button size="small" icon={Plus}>
              Add what happens…
            </Button>
          }
          items={[...offered].map(([id, more]) => ({
            kind: 'item',
            id,
            label: more.title,
            onSelect: () =>
              onChange({
                ...scenario,
                months: Math.max(months, more.months),
                incidents: [...incidents, ...more.incidents],
              }),
          }))}
        />
      )}
    </>
  )
}
