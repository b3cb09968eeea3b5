import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import type { DriftedObject } from '#shared/api/drift.ts'
import { blockId } from '#shared/flow/ids.ts'
import { shortId } from '../analysis/run-picture.ts'
import { queryClient, TroubleError, valueOf } from '../api/query-client.ts'
import { readDrift } from '../api/runs.ts'
import { Button } from '../ui/Button.tsx'
import { BlockLink } from './BlockLink.tsx'
import styles from './tables.module.css'

const states: Record<Exclude<DriftedObject['state'], 'changed'>, string> = {
  'as-made': 'as the run made it',
  gone: 'gone',
  unknown: 'cannot be read',
}

type Line = {
  readonly object: DriftedObject
  readonly path: string
  readonly made: string
  readonly now: string
}

/** One line for each field that differs; one for an object that is gone or cannot be read. */
const linesOf = (object: DriftedObject): readonly Line[] =>
  object.state === 'changed'
    ? object.fields.map(field => ({ object, ...field }))
    : [{ object, path: '', made: '', now: object.because ?? states[object.state] }]

const Row = ({ line: { object, path, made, now } }: { line: Line }) => (
  <tr>
    <th scope="row">
      <BlockLink id={blockId(object.block)} />
    </th>
    <td className={styles.left}>
      <code title={object.id}>{shortId(object.id)}</code>
    </td>
    <td className={styles.left}>
      <code>{path}</code>
    </td>
    <td className={styles.left}>{path === '' ? '' : made || 'nothing'}</td>
    <td className={styles.changed}>{now || 'nothing'}</td>
  </tr>
)

const sentence = (objects: readonly DriftedObject[]): string => {
  const same = objects.filter(({ state }) => state === 'as-made').length
  if (objects.length === 0) return 'The run left no objects, or they were cleaned up.'
  return same === objects.length
    ? `All ${same} objects are as the run made them.`
    : `${same} of ${objects.length} objects are as the run made them.`
}

/** What somebody changed, archived or deleted since the run, field by field. Asked for when it is opened. */
export const DriftTable = ({ run }: { run: string }) => {
  const asked = useQuery(
    { queryKey: ['run', run, 'drift'], queryFn: () => valueOf(readDrift(run)), staleTime: 0, gcTime: 0 },
    queryClient,
  )
  if (asked.isPending) return <p className={styles.none}>Asking what is there now…</p>
  if (asked.isError) {
    const { error } = asked
    const words =
      error instanceof TroubleError ? `${error.trouble.title}. ${error.trouble.wayOut}` : error.message
    return <p className={styles.none}>{words}</p>
  }
  const { objects } = asked.data
  const lines = objects.filter(({ state }) => state !== 'as-made').flatMap(linesOf)
  return (
    <>
      <div className={styles.lead}>
        {sentence(objects)}
        <Button
          size="small"
          variant="quiet"
          icon={RefreshCw}
          disabled={asked.isFetching}
          onClick={() => void asked.refetch()}
        >
          Look again
        </Button>
      </div>
      {lines.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Block</th>
              <th scope="col" className={styles.left}>
                Object
              </th>
              <th scope="col" className={styles.left}>
                Field
              </th>
              <th scope="col" className={styles.left}>
                Made as
              </th>
              <th scope="col" className={styles.left}>
                Now
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <Row key={`${line.object.operation} ${line.object.id} ${line.path}`} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
