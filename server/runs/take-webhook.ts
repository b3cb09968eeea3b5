import type { Logger } from 'pino'
import type { Reaction } from '#shared/plan/plan.ts'
import type { ApiEvent } from '../stripe/gateway.ts'
import { isOfOthers } from './mark.ts'
import type { RunContext } from './run-context.ts'
import type { RunService } from './run-service.ts'
import type { Workflows } from './workflows.ts'

/** Events of which a process remembers that they came, so that a repeated delivery is not told twice. */
const REMEMBERED = 10_000
const REMEMBERED_PLANS = 50

/**
 * Takes webhooks: checks who signed, and lets the caller answer at once. What follows runs on its own, once per
 * object, whatever the number and order of events.
 */
export function takeWebhook(
  context: RunContext,
  workflows: Workflows,
  log: Logger,
): RunService['takeWebhook'] {
  const told = new Set<string>()
  const plans = new Map<string, readonly Reaction[]>()

  /** A run's plan does not change: it is read once, however many events come. Null when there is no such run. */
  const reactionsOf = async (run: string): Promise<readonly Reaction[] | null> => {
    const known = plans.get(run)
    if (known !== undefined) return known
    const record = await context.runs.read(run)
    if (record === null) return null
    if (plans.size >= REMEMBERED_PLANS) plans.clear()
    plans.set(run, record.plan.reactions)
    return record.plan.reactions
  }

  /** Tells of an event unless it was told; false when the run does not run. */
  const tellOnce = async (run: string, event: ApiEvent): Promise<boolean> => {
    const key = `${run} ${event.id}`
    if (told.has(key)) return (await context.runs.statusOf(run)) === 'running'
    if (told.size >= REMEMBERED) told.clear()
    told.add(key)
    const received = { type: 'webhook.received', event: event.type, trigger: event.objectId } as const
    return context.runs.change(run, ['running'], { change: {}, events: [received] })
  }

  const follow = async (run: string, event: ApiEvent): Promise<void> => {
    // An account's events come to the endpoints of all runs in it.
    if (isOfOthers(run, event.metadata)) return
    const planned = await reactionsOf(run)
    if (planned === null || !(await tellOnce(run, event))) return
    const reactions = planned.filter(({ on }) => on.includes(event.type))
    // Before the plan's own operations are done the run itself will find what this event is about.
    if (!context.endpoints.isListening(run)) return
    // What needs the results of other reactions is left to the run, which knows when those are there.
    for (const { id } of reactions.filter(({ late }) => late !== true))
      await workflows.startReaction(run, { reaction: id, object: event.objectId, late: false })
  }

  return (run, body, signature) => {
    const opened = context.endpoints.open(run, body, signature)
    if (opened === null) return false
    follow(opened.run, opened.event).catch((error: unknown) => {
      // The server is stopping; the run asks the API for what happened when it goes on.
      if (context.gate.isClosed()) return
      log.error({ err: error, run: opened.run, event: opened.event.id }, 'a webhook was not followed')
    })
    return true
  }
}
