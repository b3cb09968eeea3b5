import { useMemo } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import type { Block } from '#shared/flow/graph.ts'
import { PAYMENTS } from '#shared/flow/money-ports.ts'
import { useDocument } from '../document/document-store.ts'
import styles from './ResponsibilitySection.module.css'
import { CHARGE_WORDS, responsibilities } from './responsibility-words.ts'
import { Section } from './Section.tsx'

/** Blocks whose payment has a charge type; a capture and a condition only pass one on. */
const CHARGED: readonly string[] = PAYMENTS.filter(kind => kind !== 'capture' && kind !== 'condition')

/** Who is merchant of record, pays fees, refunds and loses disputes; changes with the charge type. */
export const ResponsibilitySection = ({ block }: { block: Block }) => {
  const graph = useDocument(state => state.document.graph)
  const found = useMemo(() => {
    if (!CHARGED.includes(block.kind)) return null
    // No rule about age is asked here, so any day does.
    const flow = indexFlow(completeProps(graph, definitionOf).graph, { today: '1970-01-01' })
    const payment = flow.block(block.id)
    return payment ? responsibilities(payment, flow) : null
  }, [graph, block])
  if (!found) return null
  return (
    <Section title="Who is responsible" aside={CHARGE_WORDS[found.type]}>
      <dl className={styles.answers}>
        {found.answers.map(({ question, answer }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      {found.afterRefund !== '' && <p className={styles.note}>{found.afterRefund}</p>}
    </Section>
  )
}
