import { useShallow } from 'zustand/shallow'
import type { Fields } from '#shared/flow/fields.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { blockAt, fieldAt, type Problem, useAnalysis } from '../analysis/analysis-store.ts'
import { splitMessage } from '../analysis/split-message.ts'
import { type Tone, ToneIcon } from '../ui/Badge.tsx'
import { FixButton } from './FieldProblems.tsx'
import styles from './inspector.module.css'
import { Section } from './Section.tsx'

const tones: Record<Problem['severity'], Tone> = { error: 'error', warning: 'warning', info: 'advice' }

/** Problems of this block that do not stand under one of its fields. */
export const BlockProblems = ({ id, fields }: { id: BlockId; fields: Fields }) => {
  const problems = useAnalysis(
    useShallow(state =>
      state.problems.filter(
        ({ location, severity, suppressed }) =>
          blockAt(location) === id &&
          suppressed === undefined &&
          !(severity === 'error' && (fieldAt(location) ?? '') in fields),
      ),
    ),
  )
  if (problems.length === 0) return null
  return (
    <Section title="Problems" label="Problems of this block" aside={problems.length}>
      <ul className={styles.problems}>
        {problems.map(problem => (
          <li key={problem.key} className={styles.problem}>
            <ToneIcon tone={tones[problem.severity]} className={styles.problemShape} />
            <div>
              {splitMessage(problem.message, '').title}
              {problem.fixes?.map(fix => (
                <FixButton key={fix.title} fix={fix} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
