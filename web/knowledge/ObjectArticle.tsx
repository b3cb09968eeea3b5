import { useState } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { stateMachineSvg } from '#shared/knowledge/picture/state-machine-svg.ts'
import { isDrawn, reach, type StateMachine } from '#shared/knowledge/state-machine.ts'
import { useTheme } from '../ui/theme.ts'
import { FollowSwitch } from './FollowSwitch.tsx'
import styles from './knowledge.module.css'
import { Picture } from './Picture.tsx'
import { Prose, Section, Source, Table, TopicLink } from './Prose.tsx'

/** The states of an object as a picture that follows the design. */
export const ObjectPicture = ({ machine, flow }: { machine: StateMachine; flow: FlowIndex | null }) => {
  const theme = useTheme()
  const [follow, setFollow] = useState(true)
  const followed = flow !== null && follow && isDrawn(machine, flow)
  const svg = stateMachineSvg(machine, { theme, ...(followed && { reached: reach(machine, flow) }) })
  return (
    <>
      {flow !== null && !isDrawn(machine, flow) && <p className={styles.absent}>{machine.absent}</p>}
      {flow !== null && isDrawn(machine, flow) && <FollowSwitch checked={follow} onChange={setFollow} />}
      <Picture svg={svg} />
    </>
  )
}

const named = (id: string): string => {
  if (id === 'start') return 'begins'
  return id === 'any' ? 'any state' : `\`${id}\``
}

/** The page of an object: what its states are, and what leads from one to the next. */
export const ObjectArticle = ({ machine, flow }: { machine: StateMachine; flow: FlowIndex | null }) => (
  <>
    <ObjectPicture machine={machine} flow={flow} />
    <ul className={styles.points}>
      {machine.notes.map(note => (
        <li key={note}>
          <Prose text={note} />
        </li>
      ))}
    </ul>
    <Section title="What leads from one state to the next">
      <Table
        titles={['From', 'To', 'When', 'Events']}
        rows={machine.transitions.map(({ from, to, trigger, events }) => [
          named(from),
          named(to),
          trigger,
          events.map(event => `\`${event}\``).join(', '),
        ])}
      />
    </Section>
    <Section title="Blocks that bring it about">
      <p className={styles.links}>
        {machine.kinds.flatMap(kind => {
          const definition = definitionOf(kind)
          if (!definition) return []
          return [
            <TopicLink key={kind} topic={{ about: 'block', kind }}>
              {definition.title}
            </TopicLink>,
          ]
        })}
      </p>
    </Section>
    <Source sources={[machine.source]} />
  </>
)
