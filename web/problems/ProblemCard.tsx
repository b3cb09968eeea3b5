import { Wrench } from 'lucide-react'
import { memo, useState } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { QuickFix } from '#shared/check/diagnostic.ts'
import type { Problem } from '../analysis/analysis-store.ts'
import { describePatch } from '../analysis/describe-patch.ts'
import { openRule } from '../analysis/rule-page.ts'
import { splitMessage } from '../analysis/split-message.ts'
import { useDocument } from '../document/document-store.ts'
import { type Tone, ToneIcon } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/class-names.ts'
import { useProblemCursor } from '../view/problem-cursor.ts'
import { FixAll } from './FixAll.tsx'
import { applyFix } from './fix-all.ts'
import { IgnoreForm } from './IgnoreForm.tsx'
import { PlaceLink } from './PlaceLink.tsx'
import styles from './ProblemCard.module.css'

const tones: Record<Problem['severity'], Tone> = { error: 'error', warning: 'warning', info: 'advice' }
const words: Record<Problem['severity'], string> = { error: 'Error', warning: 'Warning', info: 'Advice' }

const Preview = ({ fix }: { fix: QuickFix }) => {
  const document = useDocument(state => state.document)
  const changes = describePatch(fix.patch, document, definitionOf)
  return (
    <ul className={styles.preview} aria-label={`What “${fix.title}” changes`}>
      {changes.map(change => (
        <li key={change}>{change}</li>
      ))}
    </ul>
  )
}

/** `reachable`: the one card that Tab stops at. `grouped`: its rule stands over it, with what is done about all of it. */
type CardProps = {
  problem: Problem
  current: boolean
  reachable: boolean
  grouped: boolean
}

const Actions = ({ problem, grouped }: { problem: Problem; grouped: boolean }) => {
  const editable = useDocument(state => state.access === 'editing')
  const [open, setOpen] = useState<'preview' | 'ignore' | null>(null)
  const fixes = problem.fixes ?? []
  const mayIgnore = problem.severity !== 'error'
  const toggle = (what: 'preview' | 'ignore') => setOpen(open === what ? null : what)
  if (fixes.length === 0 && !mayIgnore) return null
  return (
    <>
      <div className={styles.actions}>
        {fixes.map(fix => (
          <Button
            key={fix.title}
            size="small"
            icon={Wrench}
            disabled={!editable}
            className={styles.fix}
            onClick={() => applyFix(fix)}
          >
            {fix.title}
          </Button>
        ))}
        {fixes.length > 0 && !grouped && <FixAll code={problem.code} rule={problem.rule} />}
        {fixes.length > 0 && (
          <button
            type="button"
            className={styles.link}
            aria-expanded={open === 'preview'}
            onClick={() => toggle('preview')}
          >
            Preview
          </button>
        )}
        {mayIgnore && editable && (
          <button
            type="button"
            className={styles.link}
            aria-expanded={open === 'ignore'}
            onClick={() => toggle('ignore')}
          >
            Ignore with a reason
          </button>
        )}
      </div>
      {open === 'preview' &&
        fixes.map(fix => (
          <div key={fix.title} className={styles.drawer}>
            {fixes.length > 1 && <b>{fix.title}</b>}
            <Preview fix={fix} />
          </div>
        ))}
      {open === 'ignore' && <IgnoreForm problem={problem} onDone={() => setOpen(null)} />}
    </>
  )
}

/** One problem: what is wrong, what follows from it, where, by which rule, and what can be done. */
export const ProblemCard = memo(({ problem, current, reachable, grouped }: CardProps) => {
  const { title, consequence } = splitMessage(problem.message, problem.why)
  const tone = tones[problem.severity]
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- focus anywhere inside makes it the current one
    <article
      className={classNames(styles.problem, current && styles.current)}
      data-problem={problem.key}
      aria-label={`${words[problem.severity]}: ${title}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows walk over the list, so each card takes focus
      tabIndex={reachable ? 0 : -1}
      onFocus={() => useProblemCursor.setState({ key: problem.key })}
    >
      <ToneIcon tone={tone} className={styles.shape} />
      <div className={styles.body}>
        <h3 className={styles.title}>{title}</h3>
        {consequence && <p className={styles.consequence}>{consequence}</p>}
        <p className={styles.where}>
          On <PlaceLink location={problem.location} /> ·{' '}
          <button
            type="button"
            className={styles.link}
            title={problem.rule}
            onClick={() => openRule(problem.code)}
          >
            {problem.code}
          </button>
        </p>
        <Actions problem={problem} grouped={grouped} />
      </div>
    </article>
  )
})
ProblemCard.displayName = 'ProblemCard'
