import { searchKnowledge } from '#shared/knowledge/search-knowledge.ts'
import { openKnowledge, topicKey, useKnowledge } from '../view/knowledge.ts'
import { entries, ruleEntries, sortOf } from './entries.ts'
import styles from './knowledge.module.css'
import { useRules } from './rules.ts'

const MOST = 40

/** What the search has found, best first. */
export const Results = ({ query }: { query: string }) => {
  const rules = useRules(state => state.rules)
  const loading = useRules(state => state.state === 'loading')
  const open = useKnowledge(state => topicKey(state.topic))
  const found = searchKnowledge(query, [...entries, ...ruleEntries(rules)])
  const shown = found.slice(0, MOST)
  return (
    <section aria-label="Search results">
      <p className={styles.groupTitle} role="status">
        {found.length === 0 && !loading ? 'Nothing answers to that. Try fewer or other words.' : ''}
        {found.length > 0 && `${found.length} ${found.length === 1 ? 'page' : 'pages'}`}
        {found.length > MOST && `, the best ${MOST} of them`}
      </p>
      {shown.map(({ entry }) => (
        <button
          key={topicKey(entry.topic)}
          type="button"
          data-line
          className={styles.result}
          aria-current={open === topicKey(entry.topic) ? 'page' : undefined}
          onClick={() => openKnowledge(entry.topic)}
        >
          <span className={styles.sort}>{sortOf[entry.topic.about]}</span>
          <strong>{entry.title}</strong>
          <span>{entry.summary}</span>
        </button>
      ))}
    </section>
  )
}
