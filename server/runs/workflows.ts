import { DBOS, DBOSWorkflowConflictError } from '@dbos-inc/dbos-sdk'
import type { Logger } from 'pino'
import { PLAN_FORMAT } from './engine.ts'
import type { PartEnd } from './execute-all.ts'
import type { Trigger } from './find-triggers.ts'
import { react, reactionId } from './react.ts'
import type { RunContext } from './run-context.ts'
import { runPlan } from './run-plan.ts'
import type { RunRecord } from './run-store.ts'

/** Starts what the engine remembers. */
export type Workflows = {
  /** Starts a run, or goes on with it when it is under way. */
  readonly startRun: (run: string) => Promise<void>
  /** Starts a reaction unless it has run or runs. */
  readonly startReaction: (run: string, trigger: Trigger) => Promise<void>
  /** Goes on with what another process was executing when it died. */
  readonly takeOver: (executor: string) => Promise<void>
  /** Begins runs again that an engine of another version was executing: what was done stays in their operations. */
  readonly adopt: (executor: string) => Promise<void>
  /** Forgets how far a run and its reactions came in the engine; what was done stays in the operations. */
  readonly forget: (run: string) => Promise<void>
}

/** More recoveries than anybody's machine crashes in one run. */
const MAX_RECOVERIES = 10_000

/** A workflow that ended in an error has ended, which is all that is waited for. */
const ended = (): null => null

/** The engine asks its table about a reaction that somebody else has started; its own interval is a second. */
const POLLING_MS = 20

const STOPPED: PartEnd = { state: 'stopped' }

/**
 * Registers the two workflows: a run, and a reaction to one object. They get ids and look everything else up, so
 * nothing secret lies in the engine's tables. Call it once, before the engine starts.
 */
export function registerWorkflows(context: RunContext, log: Logger): Workflows {
  const load = async (id: string): Promise<RunRecord> => {
    const run = await context.runs.read(id)
    if (run === null) throw new Error(`there is no run ${id}`)
    return run
  }

  /** Reactions that this process plays now: whoever waits for one need not ask the database before it is over. */
  const playing = new Map<string, Promise<PartEnd>>()

  const runReaction = DBOS.registerWorkflow(
    async (runId: string, reactionName: string, object: string): Promise<PartEnd> => {
      const run = await load(runId)
      const reaction = run.plan.reactions.find(({ id }) => id === reactionName)
      if (reaction === undefined) return STOPPED
      const played = DBOS.runStep(() => react(context, { run, reaction, object }), { name: 'react' })
      const id = reactionId(runId, reactionName, object)
      playing.set(id, played)
      return played.finally(() => playing.delete(id))
    },
    { name: 'react', maxRecoveryAttempts: MAX_RECOVERIES },
  )

  const start = (run: string, { reaction, object }: Trigger) =>
    DBOS.startWorkflow(runReaction, { workflowID: reactionId(run, reaction, object) })(run, reaction, object)

  const run = DBOS.registerWorkflow(
    async (runId: string): Promise<void> => {
      try {
        await runPlan(context, await load(runId), async (id, trigger) => {
          const handle = await start(id, trigger)
          const end = async (): Promise<PartEnd> => {
            await playing.get(reactionId(id, trigger.reaction, trigger.object))?.catch(ended)
            return handle.getResult({ pollingIntervalMs: POLLING_MS })
          }
          return { end }
        })
      } catch (error) {
        // The server stops, and the engine before its workflows: this one goes on at the next start.
        if (context.gate.isClosed()) await new Promise<never>(() => {})
        // Somebody else has taken the run over, and concludes it.
        if (error instanceof DBOSWorkflowConflictError) throw error
        log.error({ err: error, run: runId }, 'a run broke')
        await giveUp(context, runId)
        throw error
      }
    },
    { name: 'runPlan', maxRecoveryAttempts: MAX_RECOVERIES },
  )

  const adopt = async (executor: string): Promise<void> => {
    const left = await DBOS.listWorkflows({ executorId: executor, status: 'PENDING' })
    const strange = left.filter(({ applicationVersion }) => applicationVersion !== PLAN_FORMAT)
    if (strange.length === 0) return
    const ids = new Set(strange.map(({ workflowID }) => workflowID.split(':')[0] ?? workflowID))
    for (const id of ids) {
      const known = await DBOS.listWorkflows({ workflow_id_prefix: [id] })
      await DBOS.deleteWorkflows(known.map(({ workflowID }) => workflowID))
      await DBOS.startWorkflow(run, { workflowID: id })(id)
    }
  }

  return {
    startRun: async id => {
      await DBOS.startWorkflow(run, { workflowID: id })(id)
    },
    startReaction: async (id, trigger) => {
      await start(id, trigger)
    },
    takeOver: async executor => {
      await adopt(executor)
      const left = await DBOS.listWorkflows({ executorId: executor, status: 'PENDING' })
      if (left.length > 0) await DBOS.resumeWorkflows(left.map(({ workflowID }) => workflowID))
    },
    adopt,
    forget: async id => {
      const known = await DBOS.listWorkflows({ workflow_id_prefix: [id] })
      const ids = known
        .map(({ workflowID }) => workflowID)
        .filter(name => name === id || name.startsWith(`${id}:`))
      for (const name of ids) await DBOS.getResult(name, { timeoutSeconds: 30 }).catch(ended)
      if (ids.length > 0) await DBOS.deleteWorkflows(ids)
    },
  }
}

async function giveUp(context: RunContext, run: string): Promise<void> {
  const reason = 'Sluice made a mistake; the log has it. Nothing is lost: resume the run to go on from here.'
  await context.runs.change(run, ['running'], {
    change: { status: 'failed', reason },
    events: [{ type: 'run.finished', outcome: 'failed', reason }],
  })
}
