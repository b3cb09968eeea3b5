import { BLOCK_DOCS } from 'virtual:block-docs'
import { definitionOf } from '#shared/blocks/index.ts'
import { FEE_TABLE, feeFact } from '#shared/facts/fees.ts'
import type { BlockDefinition, FlowIndex } from '#shared/flow/block-definition.ts'
import { feeTitle, feeWords } from '#shared/knowledge/fee-words.ts'
import type { Guidance } from '#shared/knowledge/guidance/guidance.ts'
import { GUIDANCE } from '#shared/knowledge/guidance.ts'
import { guideOf } from '#shared/knowledge/guides/index.ts'
import { limitsOf } from '#shared/knowledge/limits.ts'
import { machineOf } from '#shared/knowledge/machines/index.ts'
import { PERSONAS } from '#shared/knowledge/personas.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { closeKnowledge } from '../view/knowledge.ts'
import { revealBlock } from '../view/view-store.ts'
import { callsMade } from './calls-made.ts'
import styles from './knowledge.module.css'
import { ObjectPicture } from './ObjectArticle.tsx'
import { CodeList, Section, Source, Table, TopicLink } from './Prose.tsx'
import { useRules } from './rules.ts'

const Instead = ({ advice }: { advice: Guidance }) => (
  <dl className={styles.choices}>
    {advice.instead.map(({ when, take, kind }) => (
      <div key={when}>
        <dt>{when}</dt>
        <dd>
          {kind !== undefined && definitionOf(kind) ? (
            <TopicLink topic={{ about: 'block', kind }}>{take}</TopicLink>
          ) : (
            take
          )}
        </dd>
      </div>
    ))}
  </dl>
)

const Cost = ({ ids }: { ids: readonly string[] }) => {
  const fees = ids.flatMap(id => feeFact(id) ?? [])
  if (fees.length === 0) return null
  return (
    <Section title="Cost">
      <Table titles={['Fee', 'Price']} rows={fees.map(fee => [feeTitle(fee), feeWords(fee)])} />
      <p className={styles.quiet}>
        US list prices of {FEE_TABLE.asOf}.{' '}
        <TopicLink topic={{ about: 'guide', id: 'fees' }}>All fees</TopicLink>
      </p>
    </Section>
  )
}

const Limits = ({ definition }: { definition: BlockDefinition }) => {
  const limits = limitsOf(definition)
  if (limits.length === 0) return null
  return (
    <Section title="Limits">
      <Table titles={['Setting or connection', 'Limit']} rows={limits.map(({ of, limit }) => [of, limit])} />
    </Section>
  )
}

const InThisDesign = ({ kind, flow }: { kind: string; flow: FlowIndex | null }) => {
  const drawn = flow?.ofKind(kind) ?? []
  if (drawn.length === 0) return null
  return (
    <p className={styles.links}>
      <span className={styles.quiet}>In this design:</span>
      {drawn.map(block => (
        <button
          key={block.id}
          type="button"
          className={styles.link}
          onClick={() => {
            closeKnowledge()
            revealBlock(block.id)
          }}
        >
          {block.label}
        </button>
      ))}
    </p>
  )
}

const Rules = ({ kind }: { kind: string }) => {
  const rules = useRules(state => state.rules)
  const about = rules.filter(rule => rule.on !== 'flow' && rule.on.includes(kind))
  if (about.length === 0) return null
  return (
    <Section title={`Rules about it (${about.length})`}>
      <ul className={styles.points}>
        {about.map(rule => (
          <li key={rule.id}>
            <TopicLink topic={{ about: 'rule', id: rule.id }}>{rule.docs.title}</TopicLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Further = ({ advice }: { advice: Guidance }) => {
  const guides = (advice.guides ?? []).flatMap(id => guideOf(id) ?? [])
  if (guides.length === 0) return null
  return (
    <Section title="Read on">
      <p className={styles.links}>
        {guides.map(guide => (
          <TopicLink key={guide.id} topic={{ about: 'guide', id: guide.id }}>
            {guide.title}
          </TopicLink>
        ))}
      </p>
    </Section>
  )
}

const Calls = ({ kind, calls, flow }: { kind: string; calls: readonly string[]; flow: FlowIndex | null }) => {
  const plans = useAnalysis(state => state.plans)
  const made = flow && plans ? callsMade(kind, flow, Object.values(plans)) : []
  const others = calls.filter(call => !made.includes(call))
  return (
    <Section title="Calls to Stripe">
      {made.length > 0 && (
        <>
          <p className={styles.quiet}>This design compiles to</p>
          <CodeList names={made} />
          {others.length > 0 && <p className={styles.quiet}>Also for this job</p>}
        </>
      )}
      {others.length > 0 && <CodeList names={others} />}
      {made.length + others.length === 0 && (
        <p>None: its work is yours, another block’s, or the Dashboard’s.</p>
      )}
    </Section>
  )
}

/** The page of a block kind. */
export const BlockArticle = ({
  definition,
  flow,
}: {
  definition: BlockDefinition
  flow: FlowIndex | null
}) => {
  const { kind, events, personas } = definition
  const docs = BLOCK_DOCS[kind]
  const advice = GUIDANCE[kind]
  const machine = advice?.machine === undefined ? undefined : machineOf(advice.machine)
  return (
    <>
      <InThisDesign kind={kind} flow={flow} />
      {docs && <p>{docs.body}</p>}
      {advice && (
        <div className={styles.pair}>
          <Section title="When to take it">
            <p>{advice.when}</p>
          </Section>
          <Section title="What to take instead">
            <Instead advice={advice} />
          </Section>
        </div>
      )}
      {machine && (
        <Section title={`States of its ${machine.title}`}>
          <ObjectPicture machine={machine} flow={flow} />
          <p className={styles.quiet}>
            <TopicLink topic={{ about: 'object', id: machine.id }}>What each state means</TopicLink>
          </p>
        </Section>
      )}
      <div className={styles.pair}>
        {advice && <Calls kind={kind} calls={advice.calls} flow={flow} />}
        {events.length > 0 && (
          <Section title="Events">
            <CodeList names={events} />
          </Section>
        )}
      </div>
      <Limits definition={definition} />
      {advice?.fees && <Cost ids={advice.fees} />}
      <Section title="Who cares">
        <p>{personas.map(persona => PERSONAS[persona]).join(', ')}</p>
      </Section>
      <Rules kind={kind} />
      {advice && <Further advice={advice} />}
      {docs && <Source sources={[docs.source]} />}
    </>
  )
}
