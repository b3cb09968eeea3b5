import { reconcile } from '#shared/run/reconcile.ts'
import { DONE, type PartEnd } from './execute-all.ts'
import { observe } from './observe.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** Compares what the API's books say of a run with its forecast, and tells it. */
export async function compare(context: RunContext, run: RunRecord): Promise<PartEnd> {
  const seen = await observe(context, run)
  if (seen.state !== 'seen') return seen
  const result = reconcile(run.settings.entries, seen.transactions, seen.strangers)
  await context.runs.change(run.id, ['running'], {
    change: { observed: seen.ledger, reconciliation: result },
    events: [{ type: 'run.reconciled', result }],
  })
  return DONE
}

const NOT_RECONCILED =
  'Everything was executed, but the API’s books differ from the forecast. The rows that differ name the probable cause.'

/** Writes down how a run ended, and tells it: once, since what has ended does not run. */
export async function conclude(context: RunContext, run: RunRecord, end: PartEnd): Promise<void> {
  if (end.state === 'stopped') return
  if (end.state === 'unreachable') {
    const reason = `${end.message} Resume the run when it answers again, to go on from here.`
    await context.runs.change(run.id, ['running'], {
      change: { status: 'paused', reason },
      events: [{ type: 'run.paused', reason }],
    })
    return
  }
  if (end.state === 'failed') {
    const reason = end.message
    await context.runs.change(run.id, ['running'], {
      change: { status: 'failed', reason },
      events: [{ type: 'run.finished', outcome: 'failed', reason }],
    })
    return
  }
  const reconciled = (await context.runs.read(run.id))?.reconciliation?.reconciled === true
  const reason = reconciled ? {} : { reason: NOT_RECONCILED }
  await context.runs.change(run.id, ['running'], {
    change: { status: 'succeeded', reason: null, ...reason },
    events: [{ type: 'run.finished', outcome: 'succeeded', ...reason }],
  })
}
