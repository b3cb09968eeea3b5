import type { RunMessage } from '#shared/api/runs.ts'
import type { Script } from '#shared/lifecycles/incident-calls.ts'
import { formatMoney } from '#shared/money/format.ts'
import type { Plan } from '#shared/plan/plan.ts'
import type { RunEvent } from '#shared/run/run-event.ts'

/** Tells a run's events as they come, one line each; calls by their titles in the plan and the scenario's script. */
export function runProgress(
  plan: Plan,
  { stages }: Script,
  tell: (line: string) => void,
): (message: RunMessage) => void {
  const parts = [...plan.reactions, ...stages]
  const operations = [...plan.operations, ...parts.flatMap(part => part.operations)]
  const titles = new Map<string, string>(operations.map(({ id, title }) => [id, title]))
  return ({ event }) => {
    const title = 'operation' in event ? titles.get(event.operation) : ''
    // What a run does of itself, such as moving the clock, is not in the plan; its own events tell it.
    if (title === undefined) return
    const line = eventLine(event, title)
    if (line !== null) tell(line)
  }
}

function eventLine(event: RunEvent, title: string): string | null {
  switch (event.type) {
    case 'operation.succeeded': {
      const amount = event.amount === undefined ? '' : `, ${formatMoney(event.amount)}`
      const object = event.objectId === '' ? '' : `${event.objectId}, `
      return `  ok      ${title}${amount} (${object}${event.durationMs} ms)`
    }
    case 'operation.failed':
      return `  FAILED  ${title}: ${event.error.message}`
    case 'operation.skipped':
      return `  skip    ${title}: ${event.because}`
    case 'webhook.received':
      return `  event   ${event.event} (${event.trigger})`
    case 'clock.advanced':
      return `  clock   month ${event.month}: ${event.to.slice(0, 10)}`
    case 'wait.over':
      return `  wait    over on day ${event.day}${event.clock ? '' : ', as if: there is no test clock'}`
    case 'run.paused':
      return `  paused  ${event.reason}`
    case 'run.started':
    case 'run.resumed':
    case 'operation.started':
    case 'run.reconciled':
    case 'run.finished':
    case 'run.cleaned':
      return null
    default:
      return event satisfies never
  }
}
