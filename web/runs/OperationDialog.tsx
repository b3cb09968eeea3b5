import { useQuery } from '@tanstack/react-query'
import { Check, Code, Copy, ExternalLink } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { OperationRecord } from '#shared/api/runs.ts'
import { blockId } from '#shared/flow/ids.ts'
import { dashboardPage } from '#shared/run/dashboard-page.ts'
import { openRule } from '../analysis/rule-page.ts'
import { seconds } from '../analysis/run-picture.ts'
import { openOperation, useRuns } from '../analysis/run-store.ts'
import { queryClient, valueOf } from '../api/query-client.ts'
import { readServer } from '../api/server.ts'
import { useDocument } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { LinkedText } from '../ui/LinkedText.tsx'
import { markWords, StateMark } from '../ui/StateMark.tsx'
import { revealBlock } from '../view/view-store.ts'
import styles from './OperationDialog.module.css'
import { curlOf, typeScriptOf } from './request-code.ts'

const COPIED_MS = 1400

/** Puts a text on the clipboard; true for a moment after. */
const useCopied = (): readonly [boolean, (text: string) => void] => {
  const [copied, setCopied] = useState(false)
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), COPIED_MS)
    })
  }
  return [copied, copy]
}

const CopyButton = ({ text, what }: { text: string; what: string }) => {
  const [copied, copy] = useCopied()
  return (
    <IconButton
      icon={copied ? Check : Copy}
      size="small"
      label={copied ? 'Copied' : `Copy ${what}`}
      onClick={() => copy(text)}
    />
  )
}

const CopyAs = ({ text, what }: { text: string; what: string }) => {
  const [copied, copy] = useCopied()
  return (
    <Button size="small" icon={copied ? Check : Code} onClick={() => copy(text)}>
      {copied ? 'Copied' : `Copy as ${what}`}
    </Button>
  )
}

const Fact = ({ name, long, children }: { name: string; long?: boolean; children: ReactNode }) => (
  <div className={classNames(styles.fact, long && styles.long)}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

/** Where an object is looked at: Stripe's Dashboard, or the simulator's own page; nowhere for a recording. */
const useObjectPage = (id: string): { readonly where: string; readonly address: string } | null => {
  const target = useRuns(state => state.shown?.run.target)
  const recorded = useRuns(state => state.shown?.recorded ?? null)
  const { data } = useQuery({ queryKey: ['server'], queryFn: () => valueOf(readServer()) }, queryClient)
  if (target === 'stripe') return { where: 'Stripe', address: dashboardPage(id) }
  if (recorded !== null || !data?.inside) return null
  return { where: 'the simulator', address: `${data.inside}/objects/${encodeURIComponent(id)}` }
}

const ObjectFact = ({ id }: { id: string }) => {
  const page = useObjectPage(id)
  return (
    <Fact name="Object">
      <code>{id}</code>
      <CopyButton text={id} what="the object’s id" />
      {page && (
        <a href={page.address} target="_blank" rel="noreferrer">
          Open in {page.where} <ExternalLink aria-label="in a new tab" />
        </a>
      )}
    </Fact>
  )
}

const BlockFact = ({ block }: { block: string }) => {
  const id = blockId(block)
  const label = useDocument(state => state.document.graph.blocks[id]?.label)
  return (
    <Fact name="Block">
      {label === undefined ? (
        block
      ) : (
        <button
          type="button"
          className={styles.link}
          onClick={() => {
            openOperation(null)
            revealBlock(id)
          }}
        >
          {label}
        </button>
      )}
    </Fact>
  )
}

const ErrorFact = ({ error }: { error: NonNullable<OperationRecord['error']> }) => (
  <div className={styles.error} role="alert">
    <b>{error.message}</b>
    <p>
      {[error.code && `Stripe’s code: ${error.code}.`, error.param && `Parameter: ${error.param}.`]
        .filter(Boolean)
        .join(' ')}{' '}
      Nothing was charged twice. Mend the cause, then resume the run: it goes on with this call.
    </p>
    {error.rule !== undefined && (
      <button type="button" className={styles.link} onClick={() => openRule(error.rule ?? '')}>
        {error.rule} would have said so before
      </button>
    )}
  </div>
)

/** JSON line by line: what a line has too much goes on below it, further in than it begins. */
const Lines = ({ text }: { text: string }) =>
  text.split('\n').map((line, index) => {
    const indent = line.search(/\S/) + 4
    return (
      <span
        // oxlint-disable-next-line react/no-array-index-key -- lines have no identity but their place
        key={index}
        style={{ paddingLeft: `${indent}ch`, textIndent: `-${indent}ch` }}
      >
        {line}
      </span>
    )
  })

const Json = ({ title, value }: { title: string; value: unknown }) => {
  const text = JSON.stringify(value, null, 2) ?? ''
  return (
    <section className={styles.json} aria-label={title}>
      <header className={styles.jsonHead}>
        <h3>{title}</h3>
        {text !== '' && <CopyButton text={text} what={`the ${title.toLowerCase()}`} />}
      </header>
      {text === '' || value === null ? (
        <p className={styles.nothing}>Nothing was recorded.</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text has to scroll by keyboard
        <pre tabIndex={0}>
          <Lines text={text} />
        </pre>
      )}
    </section>
  )
}

/** What the key stands for, as the plan writes it; unknown where the plan of the run is not at hand. */
const useReadableKey = (operation: string): string | undefined => {
  const plan = useRuns(state => state.shown?.plan)
  const all = [
    ...(plan?.operations ?? []),
    ...(plan?.reactions ?? []).flatMap(({ operations }) => operations),
  ]
  return all.find(({ id }) => id === operation)?.idempotencyKey
}

/** Why a call was left out, as its event says it; null for one that was made. */
const useBecause = ({ operation, trigger }: OperationRecord): string | null =>
  useRuns(state => {
    for (const { event } of state.shown?.events ?? [])
      if (
        event.type === 'operation.skipped' &&
        event.operation === operation &&
        (event.trigger ?? null) === trigger
      )
        return event.because
    return null
  })

const timeOf = ({ durationMs, status }: OperationRecord): string => {
  if (durationMs !== null) return seconds(durationMs)
  return status === 'running' ? 'under way' : 'not waited for'
}

const Facts = ({ operation }: { operation: OperationRecord }) => {
  const readable = useReadableKey(operation.operation)
  const because = useBecause(operation)
  return (
    <dl className={styles.facts}>
      <Fact name="State">
        <StateMark state={operation.status} /> {markWords(operation.status)}
      </Fact>
      {operation.status === 'skipped' && because !== null && (
        <Fact name="Because" long>
          <span>
            <LinkedText text={because} />
          </span>
        </Fact>
      )}
      <Fact name="Call">
        <code>{operation.call}</code>
      </Fact>
      <BlockFact block={operation.block} />
      {operation.onAccount !== null && (
        <Fact name="On account">
          <code>{operation.onAccount}</code>
        </Fact>
      )}
      {operation.trigger !== null && (
        <Fact name="Set off by">
          <code>{operation.trigger}</code>
        </Fact>
      )}
      {operation.objectId && <ObjectFact id={operation.objectId} />}
      {operation.idempotencyKey !== null && (
        <Fact name="Idempotency key" long>
          <code>{operation.idempotencyKey}</code>
          <CopyButton text={operation.idempotencyKey} what="the key" />
          {readable !== undefined && (
            <small className={styles.made}>
              made from <code>{readable}</code>
            </small>
          )}
        </Fact>
      )}
      <Fact name="Time">
        {timeOf(operation)}
        {operation.attempt > 1 && `, attempt ${operation.attempt}`}
      </Fact>
    </dl>
  )
}

/** One call of a run: what was sent, what came back (without secrets), and the facts around it. */
export const OperationDialog = () => {
  const operation = useRuns(state => state.open)
  return (
    <Dialog open={operation !== null} onClose={() => openOperation(null)} wide title={operation?.title ?? ''}>
      {operation && (
        <div className={styles.body}>
          {operation.error && <ErrorFact error={operation.error} />}
          <Facts operation={operation} />
          <div className={styles.copies}>
            <CopyAs what="curl" text={curlOf(operation)} />
            <CopyAs what="TypeScript" text={typeScriptOf(operation)} />
            <span>Your key is not in it: both read it from STRIPE_SECRET_KEY.</span>
          </div>
          <div className={styles.pair}>
            <Json title="Request" value={operation.request} />
            <Json title="Response" value={operation.response} />
          </div>
        </div>
      )}
    </Dialog>
  )
}
