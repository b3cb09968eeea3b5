import { useState } from 'react'
import { idsOf } from '#shared/flow/ids.ts'
import type { Plan, Reaction } from '#shared/plan/plan.ts'
import { waitNote } from '#shared/plan/wait-text.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { useDocument } from '../document/document-store.ts'
import { Empty } from '../ui/Message.tsx'
import { Segments } from '../ui/Segments.tsx'
import { ExistingPlan } from './ExistingPlan.tsx'
import { OperationRow } from './OperationRow.tsx'
import styles from './PlanPanel.module.css'
import { type Names, numbersOf } from './parameter-rows.ts'

type View = Plan['mode'] | 'existing'

const modes: readonly { id: View; title: string; hint: string }[] = [
  {
    id: 'unattended',
    title: 'As a run makes it',
    hint: 'Needs no human: test identity values for providers, pm_card_visa for the customer, the server’s own webhook address instead of the drawn one.',
  },
  {
    id: 'attended',
    title: 'As an integration makes it',
    hint: 'With people in it: providers onboard themselves, the customer enters a card. This is what exports contain.',
  },
  {
    id: 'existing',
    title: 'Against what exists',
    hint: 'What a run would create, reuse, update, replace or archive, after earlier runs that were not cleaned up.',
  },
]

const calls = (count: number): string => (count === 1 ? '1 call' : `${count} calls`)

const Reacting = ({ reaction, names }: { reaction: Reaction; names: Names }) => (
  <section className={styles.part} aria-label={`On ${reaction.on.join(' or ')}`}>
    <h2 className={styles.heading}>
      On{' '}
      {reaction.on.map((event, index) => (
        <span key={event}>
          {index > 0 && ' or '}
          <code>{event}</code>
        </span>
      ))}
      <span className={styles.quiet}>
        {calls(reaction.operations.length)}, once per {reaction.fetch.replace(/s$/, '')}, however often the
        event arrives
      </span>
    </h2>
    <ol className={styles.operations}>
      {reaction.operations.map(operation => (
        <OperationRow key={operation.id} operation={operation} names={names} />
      ))}
    </ol>
  </section>
)

const Contents = ({ plan }: { plan: Plan }) => {
  const blocks = useDocument(state => state.document.graph.blocks)
  const note = waitNote(plan)
  const names: Names = { numbers: numbersOf(plan), label: block => blocks[block]?.label ?? block }
  return (
    <>
      {note !== null && <p className={styles.hint}>{note}</p>}
      <section className={styles.part} aria-label="To begin with">
        <h2 className={styles.heading}>
          To begin with <span className={styles.quiet}>{calls(plan.operations.length)}, in this order</span>
        </h2>
        <ol className={styles.operations}>
          {plan.operations.map(operation => (
            <OperationRow key={operation.id} operation={operation} names={names} />
          ))}
        </ol>
      </section>
      {plan.reactions.map(reaction => (
        <Reacting key={reaction.id} reaction={reaction} names={names} />
      ))}
    </>
  )
}

/** Every call that the flow stands for, in order, with its parameters. */
export const PlanPanel = () => {
  const plans = useAnalysis(state => state.plans)
  const waiting = useAnalysis(state => state.status === 'waiting')
  const empty = useDocument(state => idsOf(state.document.graph.blocks).length === 0)
  const [mode, setMode] = useState<View>('unattended')
  const plan = plans?.[mode === 'existing' ? 'unattended' : mode]
  if (waiting) return null
  if (!plan)
    return (
      <Empty
        title="No plan while there are errors"
        detail="A flow with errors stands for no calls. Mend them first: F8 goes to the next one."
      />
    )
  if (empty || plan.operations.length + plan.reactions.length === 0)
    return (
      <Empty
        title="Nothing to call yet"
        detail="Every block that is drawn adds its calls of the Stripe API here."
      />
    )
  return (
    <section aria-label="Plan" className={styles.panel}>
      <header className={styles.head}>
        <Segments label="Which plan" segments={modes} value={mode} onChange={setMode} />
        <span className={styles.hint}>{modes.find(({ id }) => id === mode)?.hint}</span>
        {mode !== 'existing' && (
          <code className={styles.hash} title={`Only the plan with this hash runs: ${plan.hash}`}>
            {plan.hash.slice(0, 8)}
          </code>
        )}
      </header>
      {mode === 'existing' ? <ExistingPlan /> : <Contents plan={plan} />}
    </section>
  )
}
