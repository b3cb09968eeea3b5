import { useState } from 'react'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { stepsTaken } from '#shared/knowledge/charge-life.ts'
import type { Guide, GuidePart } from '#shared/knowledge/guide.ts'
import { EVENT_SETS } from '#shared/knowledge/guides/event-sets.ts'
import { PLANNING_RISKS } from '#shared/knowledge/guides/planning-risks.ts'
import { chargeLifeSvg } from '#shared/knowledge/picture/charge-life-svg.ts'
import { useTheme } from '../ui/theme.ts'
import { FollowSwitch } from './FollowSwitch.tsx'
import styles from './knowledge.module.css'
import { Picture } from './Picture.tsx'
import { CodeList, Prose, Source, Table } from './Prose.tsx'

const ChargeLife = ({ flow }: { flow: FlowIndex | null }) => {
  const theme = useTheme()
  const [follow, setFollow] = useState(true)
  const taken = flow && follow ? stepsTaken(flow) : undefined
  return (
    <>
      {flow && <FollowSwitch checked={follow} onChange={setFollow} />}
      <Picture svg={chargeLifeSvg({ theme, taken: taken?.size === 0 ? undefined : taken })} />
    </>
  )
}

const Part = ({ part, flow }: { part: GuidePart; flow: FlowIndex | null }) => {
  switch (part.part) {
    case 'heading':
      return <h3 className={styles.heading}>{part.text}</h3>
    case 'text':
      return (
        <p>
          <Prose text={part.text} />
        </p>
      )
    case 'list':
      return (
        <ul className={styles.points}>
          {part.items.map(item => (
            <li key={item}>
              <Prose text={item} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return <Table titles={part.titles} rows={part.rows} />
    case 'picture':
      return <ChargeLife flow={flow} />
    default:
      return part satisfies never
  }
}

const NeededEvents = ({ flow }: { flow: FlowIndex }) => {
  const needed = EVENT_SETS.filter(set => set.when(flow))
  if (needed.length === 0) return null
  return (
    <div className={styles.yours}>
      <h3>What this design must hear</h3>
      {needed.map(set => (
        <div key={set.id}>
          <p>
            {set.title}, at the {set.endpoint === 'platform' ? 'platform’s endpoint' : set.endpoint}
          </p>
          <CodeList names={set.events} />
        </div>
      ))}
    </div>
  )
}

const RunRisks = ({ flow }: { flow: FlowIndex }) => {
  const run = PLANNING_RISKS.filter(risk => risk.when(flow))
  return (
    <div className={styles.yours}>
      <h3>Risks of this design</h3>
      <ul className={styles.points}>
        {run.map(({ id, risk, counter }) => (
          <li key={id}>
            <strong>
              <Prose text={risk} />.
            </strong>{' '}
            <Prose text={counter} />
          </li>
        ))}
      </ul>
    </div>
  )
}

const ofDesign: Readonly<Record<string, (props: { flow: FlowIndex }) => React.ReactNode>> = {
  'event-sets': NeededEvents,
  'planning-risks': RunRisks,
}

/** A guide, and before it what it means for the design on the canvas. */
export const GuideArticle = ({ guide, flow }: { guide: Guide; flow: FlowIndex | null }) => {
  const OfDesign = ofDesign[guide.id]
  return (
    <>
      {flow && OfDesign && <OfDesign flow={flow} />}
      {guide.parts.map(part => (
        <Part key={JSON.stringify(part)} part={part} flow={flow} />
      ))}
      <Source sources={guide.sources} />
    </>
  )
}
