import { ChevronRight } from 'lucide-react'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { Problem } from '../analysis/analysis-store.ts'
import { openRule } from '../analysis/rule-page.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { blockOfProblem } from '../view/problem-list.ts'
import { PlaceLink } from './PlaceLink.tsx'
import styles from './ProblemCard.module.css'

/** The ends of a connection, either of which a suppression may name; else the block of the place. */
const blocksOf = ({ graph }: FlowDocument, problem: Problem): readonly (BlockId | null)[] => {
  const connection = problem.location.at === 'connection' && graph.connections[problem.location.id]
  return connection ? [connection.from.block, connection.to.block] : [blockOfProblem(problem, graph)]
}

const suppressionOf = (document: FlowDocument, problem: Problem): string | undefined =>
  Object.entries(document.parts.suppressions).find(
    ([, { code, block }]) =>
      code === problem.code && (block === undefined || blocksOf(document, problem).includes(block)),
  )?.[0]

const WatchAgain = ({ problem }: { problem: Problem }) => {
  const id = useDocument(state => suppressionOf(state.document, problem))
  const editable = useDocument(state => state.access === 'editing')
  if (id === undefined || !editable) return null
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() =>
        documentStore.change([{ op: 'part.set', part: 'suppressions', id, value: null }], {
          label: `Report ${problem.code} again`,
        })
      }
    >
      Report it again
    </button>
  )
}

/** What somebody decided to ignore, with the reasons. */
export const IgnoredList = ({ problems }: { problems: readonly Problem[] }) => {
  if (problems.length === 0) return null
  return (
    <details className={styles.ignored}>
      <summary>
        <ChevronRight aria-hidden />
        Ignored, {problems.length}
      </summary>
      <ul>
        {problems.map(problem => (
          <li key={problem.key}>
            <p>{problem.message}</p>
            <p className={styles.reason}>“{problem.suppressed}”</p>
            <p className={styles.where}>
              On <PlaceLink location={problem.location} /> ·{' '}
              <button type="button" className={styles.link} onClick={() => openRule(problem.code)}>
                {problem.code}
              </button>{' '}
              · <WatchAgain problem={problem} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
