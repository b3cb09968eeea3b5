import { type KnowledgeTopic, topicKey } from '../view/knowledge.ts'
import { entries, titleOf } from './entries.ts'
import styles from './knowledge.module.css'
import { TopicLink } from './Prose.tsx'

const guide = (id: string): KnowledgeTopic => ({ about: 'guide', id })
const object = (id: string): KnowledgeTopic => ({ about: 'object', id })

const paths: readonly { title: string; lead: string; topics: readonly KnowledgeTopic[] }[] = [
  {
    title: 'Talk with a client',
    lead: 'What to ask, what it costs, and what happens to their money.',
    topics: [
      guide('discovery-questions'),
      guide('business-models'),
      guide('life-of-a-card-charge'),
      guide('fees'),
    ],
  },
  {
    title: 'Choose a design',
    lead: 'Who sells, who is paid, when, and what can go wrong.',
    topics: [guide('charge-types'), guide('which-product'), guide('planning-risks'), object('dispute')],
  },
  {
    title: 'Build it',
    lead: 'What to listen to, what has changed, and what is left to do.',
    topics: [
      guide('event-sets'),
      guide('changed-since-older-tutorials'),
      guide('test-cards-and-clocks'),
      { about: 'checklist' },
    ],
  },
]

const summaryOf = (topic: KnowledgeTopic): string =>
  entries.find(entry => topicKey(entry.topic) === topicKey(topic))?.summary ?? ''

/** The first page: three ways in. */
export const StartArticle = () => (
  <>
    <p>
      Everything that Sluice knows about Stripe, beside the design that you draw. Press F1 on a selected block
      for its page, or search.
    </p>
    <div className={styles.paths}>
      {paths.map(({ title, lead, topics }) => (
        <section key={title} className={styles.path}>
          <h3>{title}</h3>
          <p>{lead}</p>
          <ul>
            {topics.map(topic => (
              <li key={JSON.stringify(topic)}>
                <TopicLink topic={topic}>{titleOf(topic)}</TopicLink>
                <span>{summaryOf(topic)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  </>
)
