import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import type { Changes } from '#shared/api/plan.ts'
import { useRunControl } from '../analysis/run-control.ts'
import { runSession } from '../analysis/start-runs.ts'
import { queryClient, TroubleError, valueOf } from '../api/query-client.ts'
import { useDocument } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Message.tsx'
import { revealBlock } from '../view/view-store.ts'
import styles from './ExistingPlan.module.css'

type Change = Changes['changes'][number]

const signs: Record<Change['action'], string> = {
  create: '+',
  reuse: '=',
  update: '~',
  replace: '±',
  archive: '−',
}

const words: Record<Change['action'], string> = {
  create: 'Create',
  reuse: 'Reuse',
  update: 'Update',
  replace: 'Replace',
  archive: 'Archive',
}

/** Ways in the order of what they do to what is there. */
const order: readonly Change['action'][] = ['replace', 'archive', 'update', 'create', 'reuse']

const Row = ({ change }: { change: Change }) => {
  const label = useDocument(state => state.document.graph.blocks[change.block]?.label)
  return (
    <li className={styles.row}>
      <span className={styles.sign} data-action={change.action} aria-hidden>
        {signs[change.action]}
      </span>
      <span className={styles.word}>{words[change.action]}</span>
      {label === undefined ? (
        <span className={styles.gone}>{change.operation}</span>
      ) : (
        <button type="button" className={styles.block} onClick={() => revealBlock(change.block)}>
          {label}
        </button>
      )}
      {change.objectId !== null && <code className={styles.object}>{change.objectId}</code>}
      {change.fields.length > 0 && (
        <dl className={styles.fields}>
          {change.fields.map(({ path, have, want, replaces }) => (
            <div key={path} className={styles.field}>
              <dt>
                <code>{path}</code>
              </dt>
              <dd>
                <del>{have === '' ? 'nothing' : have}</del> → <ins>{want}</ins>
                {replaces && <span className={styles.why}>Stripe cannot change it: a new object</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}

const sentence = (changes: readonly Change[]): string =>
  order
    .map(action => ({ action, count: changes.filter(change => change.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ action, count }) => `${count} to ${action}`)
    .join(', ')

const compare = async (): Promise<Changes> => {
  const answer = await runSession.compare()
  if (answer === null) throw new Error('no flow is open')
  return valueOf(Promise.resolve(answer))
}

/** What a run would do about the objects that earlier runs of this flow left, before anything is called. */
export const ExistingPlan = () => {
  const flow = useDocument(state => state.flowId)
  const edit = useDocument(state => state.seq)
  const { status, reason, start } = useRunControl()
  const asked = useQuery({ queryKey: ['runs', 'changes', flow, edit], queryFn: compare }, queryClient)

  if (asked.isPending) return <p className={styles.asking}>Asking what is there…</p>
  if (asked.isError) {
    const { error } = asked
    const trouble = error instanceof TroubleError ? error.trouble : null
    return (
      <Empty
        title={trouble?.title ?? 'What exists could not be read'}
        detail={trouble === null ? error.message : `${trouble.detail} ${trouble.wayOut}`}
        action={<Button onClick={() => void asked.refetch()}>Try again</Button>}
      />
    )
  }
  const { changes, plan } = asked.data
  const sorted = changes.toSorted((a, b) => order.indexOf(a.action) - order.indexOf(b.action))
  return (
    <section aria-label="Against what exists" className={styles.part}>
      <header className={styles.head}>
        <b>{sentence(changes) || 'Nothing of this flow stands between runs'}</b>
        <span className={styles.note}>
          Customers, clocks, subscriptions and payments are made anew by every run.
        </span>
        <Button
          size="small"
          variant="quiet"
          icon={RefreshCw}
          disabled={asked.isFetching}
          onClick={() => void asked.refetch()}
        >
          Look again
        </Button>
        <Button
          size="small"
          disabled={status !== 'ready'}
          title={status === 'ready' ? `Runs the plan ${plan.hash.slice(0, 8)}` : reason}
          onClick={() => start({ reusing: plan.hash })}
        >
          Run this plan
        </Button>
      </header>
      <ul className={styles.rows}>
        {sorted.map(change => (
          <Row key={change.operation} change={change} />
        ))}
      </ul>
    </section>
  )
}
