import { Check, ExternalLink, Wrench, X } from 'lucide-react'
import { useShallow } from 'zustand/shallow'
import { type Problem, useAnalysis } from '../analysis/analysis-store.ts'
import { closeRule, type RulePage, useRulePage } from '../analysis/rule-page.ts'
import { openOperation } from '../analysis/run-store.ts'
import { splitMessage } from '../analysis/split-message.ts'
import { useDocument } from '../document/document-store.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { openKnowledge } from '../view/knowledge.ts'
import { FixAll } from './FixAll.tsx'
import { applyFix } from './fix-all.ts'
import { PlaceLink } from './PlaceLink.tsx'
import styles from './ProblemsPanel.module.css'

const tones: Record<RulePage['severity'], { tone: Tone; word: string }> = {
  error: { tone: 'error', word: 'Error' },
  warning: { tone: 'warning', word: 'Warning' },
  info: { tone: 'advice', word: 'Advice' },
}

const Source = ({ source }: { source: string }) =>
  source.startsWith('https://') ? (
    <a href={source} target="_blank" rel="noreferrer">
      {source.replace('https://', '')} <ExternalLink aria-label="opens in a new tab" />
    </a>
  ) : (
    <span>{source === 'practice' ? 'Engineering practice' : source}</span>
  )

const readOn = (code: string): void => {
  closeRule()
  openOperation(null)
  openKnowledge({ about: 'rule', id: code })
}

const sourcesOf = (page: RulePage): readonly string[] => page.source.split(/;\s*/)

const Examples = ({ page }: { page: RulePage }) => (
  <ul className={styles.examples}>
    {page.valid.map(name => (
      <li key={`valid ${name}`}>
        <Check aria-label="Accepted" className={styles.accepted} />
        {name}
      </li>
    ))}
    {page.invalid.map(name => (
      <li key={`invalid ${name}`}>
        <X aria-label="Reported" className={styles.reported} />
        {name}
      </li>
    ))}
  </ul>
)

const Finding = ({ problem }: { problem: Problem }) => {
  const editable = useDocument(state => state.access === 'editing')
  return (
    <li>
      <div className={styles.finding}>
        <p>{splitMessage(problem.message, '').title}</p>
        <p className={styles.findingPlace}>
          <PlaceLink location={problem.location} onLeave={closeRule} />
        </p>
      </div>
      {problem.fixes?.map(fix => (
        <Button key={fix.title} size="small" icon={Wrench} disabled={!editable} onClick={() => applyFix(fix)}>
          {fix.title}
        </Button>
      ))}
    </li>
  )
}

const Findings = ({ page }: { page: RulePage }) => {
  const problems = useAnalysis(useShallow(state => state.problems.filter(({ code }) => code === page.code)))
  const open = problems.filter(problem => problem.suppressed === undefined)
  const ignored = problems.length - open.length
  return (
    <section>
      <header className={styles.findingsHead}>
        <h3>In this design</h3>
        <FixAll code={page.code} rule={page.title} />
      </header>
      {open.length === 0 && (
        <p>Nothing to report{ignored > 0 ? `; ${ignored} ignored with a reason` : ''}.</p>
      )}
      <ul className={styles.findings}>
        {open.map(problem => (
          <Finding key={problem.key} problem={problem} />
        ))}
      </ul>
    </section>
  )
}

const Codes = ({ codes }: { codes: readonly string[] }) =>
  codes.length > 0 && (
    <section>
      <h3>What Stripe would say instead</h3>
      <p className={styles.codes}>
        {codes.map(code => (
          <code key={code}>{code}</code>
        ))}
      </p>
    </section>
  )

const Page = ({ page }: { page: RulePage }) => (
  <div className={styles.rule}>
    <div className={styles.ruleHead}>
      <Badge tone={tones[page.severity].tone}>{tones[page.severity].word}</Badge>
      <code>{page.code}</code>
    </div>
    <section>
      <h3>Why</h3>
      <p>{page.why}</p>
    </section>
    <Findings page={page} />
    <Codes codes={page.stripeCodes} />
    <section>
      <h3>Source</h3>
      <ul className={styles.ruleSource}>
        {sourcesOf(page).map(source => (
          <li key={source}>
            <Source source={source} />
          </li>
        ))}
      </ul>
    </section>
    {page.valid.length + page.invalid.length > 0 && (
      <section>
        <h3>Examples</h3>
        <Examples page={page} />
      </section>
    )}
    <p>
      <button type="button" className={styles.more} onClick={() => readOn(page.code)}>
        Read on in the reference
      </button>
    </p>
    {page.severity === 'error' && (
      <p>
        An error cannot be ignored: Stripe would refuse the call, or money would end up in the wrong place.
      </p>
    )}
  </div>
)

/** The page of a rule: why it is there, where it comes from, what it accepts. */
export const RuleDialog = () => {
  const open = useRulePage(state => state.open)
  const page = open?.page ?? null
  const title = page === null || page === 'missing' ? (open?.code ?? '') : page.title
  return (
    <Dialog open={open !== null} onClose={closeRule} title={title}>
      {page === 'missing' && <p>Nothing more is written about this rule.</p>}
      {page !== null && page !== 'missing' && <Page page={page} />}
    </Dialog>
  )
}
