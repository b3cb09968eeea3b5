import { type Drift, type DriftedObject, driftSchema } from '#shared/api/drift.ts'
import { problemSchema } from '#shared/api/problem.ts'
import { type Command, UsageError } from './command.ts'

type Options = { readonly server: string; readonly json?: true }

/** `sluice drift`: what has become of the objects that a run of a running server made. */
export const drift: Command = {
  define(program, { terminal }, finish) {
    program
      .command('drift')
      .summary('what a run made against what Stripe has now, field by field')
      .argument('<run>', 'id of a run: run_…')
      .option('--server <url>', 'the running server that made it', 'http://127.0.0.1:4242')
      .option('--json', 'the comparison as JSON')
      .action(async (run: string, { server, json }: Options) => {
        const found = await askServer(server, run)
        if (json === true) terminal.out(JSON.stringify(found, null, 2))
        else for (const line of driftText(found)) terminal.out(line)
        finish(found.objects.some(hasDrifted) ? 1 : 0)
      })
  },
}

async function askServer(server: string, run: string): Promise<Drift> {
  const path = `/api/runs/${encodeURIComponent(run)}/drift`
  const address = URL.canParse(path, server) ? new URL(path, server) : null
  if (address === null) throw new UsageError(`“${server}” is no address of a server.`)
  const response = await fetch(address).catch(() => null)
  if (response === null) throw new UsageError(`Nobody answers at ${server}. Start the server: sluice start`)
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return driftSchema.parse(body)
  const problem = problemSchema.safeParse(body)
  throw new UsageError(
    problem.success
      ? `${problem.data.title}: ${problem.data.detail}. ${problem.data.wayOut}`
      : `${server} answered ${String(response.status)}; it is no Sluice server.`,
  )
}

const hasDrifted = ({ state }: DriftedObject): boolean => state === 'changed' || state === 'gone'

const STATES: Readonly<Record<DriftedObject['state'], string>> = {
  'as-made': 'as made ',
  changed: 'CHANGED ',
  gone: 'GONE    ',
  unknown: 'unknown ',
}

/** The comparison for people: an object a line, and below it each member that differs. */
export const driftText = ({ objects }: Drift): readonly string[] => {
  const drifted = objects.filter(hasDrifted).length
  return [
    ...objects.flatMap(({ state, title, id, because, fields }) => [
      `  ${STATES[state]}${title} (${id})${because === undefined ? '' : `: ${because}`}`,
      ...fields.map(
        ({ path, made, now }) => `            ${path}: made ${made || 'empty'}, now ${now || 'empty'}`,
      ),
    ]),
    drifted === 0
      ? `${objects.length} objects, none changed since the run made them.`
      : `${drifted} of ${objects.length} objects changed since the run made them.`,
  ]
}
