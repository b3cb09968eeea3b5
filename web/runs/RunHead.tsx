import type { ReactNode } from 'react'
import type { RunDetail } from '#shared/api/runs.ts'
import { openRule } from '../analysis/rule-page.ts'
import { type ShownRun, useLost } from '../analysis/run-store.ts'
import { classNames } from '../ui/class-names.ts'
import { LinkedText } from '../ui/LinkedText.tsx'
import { StateMark } from '../ui/StateMark.tsx'
import { PlayRecording } from './PlayRecording.tsx'
import styles from './RunsPanel.module.css'
import { verdictOf } from './verdict.ts'

/** Whether Stripe was out of reach when the run came to rest. */
const unreached = ({ run, operations }: RunDetail): boolean =>
  (run.status === 'paused' || run.status === 'failed') &&
  operations.some(({ error }) => error?.kind === 'network')

/** What the shown run came to; `children` stand at the right end. */
export const RunHead = ({ detail, children }: { detail: ShownRun; children: ReactNode }) => {
  const { mark, tone, title, detail: words, rule } = verdictOf(detail)
  const lost = useLost(detail)
  const bad = tone === 'error' || tone === 'warning'
  return (
    <div className={styles.verdict} data-tone={lost ? 'warning' : tone}>
      <StateMark state={mark} />
      <b className={classNames(styles.title, styles[tone])}>{title}</b>
      {bad ? (
        <>
          <span className={styles.grow} />
          <span className={styles.why}>
            <LinkedText text={words} />
            {rule !== undefined && (
              <button type="button" className={styles.rule} onClick={() => openRule(rule)}>
                {rule} would have said so before
              </button>
            )}
            {unreached(detail) && <PlayRecording />}
          </span>
        </>
      ) : (
        <span className={styles.words} title={words}>
          {lost ? (
            'The connection is lost; trying again. The run goes on at the server.'
          ) : (
            <LinkedText text={words} />
          )}
        </span>
      )}
      {lost && <PlayRecording />}
      {children}
    </div>
  )
}
