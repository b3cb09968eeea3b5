import { Check, X } from 'lucide-react'
import { definitionOf } from '#shared/blocks/index.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import styles from './knowledge.module.css'
import { Section, Source, TopicLink } from './Prose.tsx'
import { useRules } from './rules.ts'

const tones = {
  error: { tone: 'error', word: 'Error' },
  warning: { tone: 'warning', word: 'Warning' },
  info: { tone: 'advice', word: 'Advice' },
} satisfies Record<string, { tone: Tone; word: string }>

/** The page of a rule. */
export const RuleArticle = ({ id }: { id: string }) => {
  const rule = useRules(({ rules }) => rules.find(each => each.id === id))
  const state = useRules(rules => rules.state)
  if (!rule) {
    if (state === 'loading' || state === 'none') return null
    return <p>This rule could not be fetched. Check the connection, close the reference and open it again.</p>
  }
  const { tone, word } = tones[rule.severity]
  const kinds = rule.on === 'flow' ? [] : rule.on
  return (
    <>
      <p className={styles.links}>
        <Badge tone={tone}>{word}</Badge>
        <code>{rule.id}</code>
      </p>
      <Section title="Why">
        <p>{rule.docs.why}</p>
      </Section>
      {kinds.length > 0 && (
        <Section title="Looks at">
          <p className={styles.links}>
            {kinds.map(kind => {
              const definition = definitionOf(kind)
              return definition ? (
                <TopicLink key={kind} topic={{ about: 'block', kind }}>
                  {definition.title}
                </TopicLink>
              ) : (
                <span key={kind}>{kind === '*' ? 'every block' : kind}</span>
              )
            })}
          </p>
        </Section>
      )}
      <Section title="Examples">
        <ul className={styles.examples}>
          {rule.valid.map(({ name }) => (
            <li key={`valid ${name}`}>
              <Check aria-label="Accepted" className={styles.accepted} />
              {name}
            </li>
          ))}
          {rule.invalid.map(({ name, reports }) => (
            <li key={`invalid ${name}`}>
              <X aria-label="Reported" className={styles.reported} />
              <span>
                {name}
                {reports[0] && <q>{reports[0].message}</q>}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Source sources={[rule.docs.source]} />
    </>
  )
}
