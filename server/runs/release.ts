import { type DueDay, dueAfter, monthAt, USUAL_START } from '#shared/plan/clock.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { DONE, executeAll, type PartEnd } from './execute-all.ts'
import { placeOf, triggerOperation } from './execute-operation.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** What waits so many days after the payment of a month, and when it is due. */
export type Release = DueDay & { readonly paidIn: number; readonly waitDays: number }

type Waiting = Pick<RunRecord, 'plan' | 'settings'>

/** Operations that are made as soon as they can be. */
export const atOnce = (operations: readonly Operation[]): readonly Operation[] =>
  operations.filter(({ waitDays }) => waitDays === undefined)

/** Seconds since 1970. */
const firstPaymentOf = ({ plan, settings }: Waiting): number =>
  settings.script.firstPaymentAt ?? plan.clock?.startsAt ?? USUAL_START

const waitsOf = ({ plan }: Waiting): readonly number[] => {
  const all = [...plan.operations, ...plan.reactions.flatMap(({ operations }) => operations)]
  return [...new Set(all.flatMap(({ waitDays }) => waitDays ?? []))]
}

/** What is due in a month of a run, in order of days: of its own payment, and of earlier ones that wait longer. */
export function releasesIn(run: Waiting, month: number): readonly Release[] {
  const startsAt = firstPaymentOf(run)
  const paid = Array.from({ length: month }, (_, index) => index + 1)
  return paid
    .flatMap(paidIn =>
      waitsOf(run).map(waitDays => ({ paidIn, waitDays, ...dueAfter(startsAt, paidIn, waitDays) })),
    )
    .filter(due => due.month === month)
    .toSorted((a, b) => a.day - b.day || a.paidIn - b.paidIn)
}

/** An object that was reacted to, by a reaction of which something waits. */
type Found = { readonly reaction: string; readonly object: string; readonly operations: readonly Operation[] }

/** Makes what is due: of the reaction to every payment of that month, and of any before it that came late. */
export async function release(context: RunContext, run: RunRecord, due: Release): Promise<PartEnd> {
  const isDue = ({ waitDays }: Operation): boolean => waitDays === due.waitDays
  const own = due.paidIn === 1 ? run.plan.operations.filter(isDue) : []
  const found = await findPaid(context, run, due)
  if (own.length + found.length === 0) return DONE
  const { month, day } = due
  await context.runs.tell(run.id, [{ type: 'wait.over', month, day, clock: run.plan.clock !== null }])
  const parts = [
    () => executeAll(context, placeOf(run), own),
    ...found.map(
      ({ reaction, object, operations }) =>
        () =>
          executeAll(context, placeOf(run, { reaction, object }), operations.filter(isDue)),
    ),
  ]
  for (const part of parts) {
    const end = await part()
    if (end.state !== 'done') return end
  }
  return DONE
}

async function findPaid(
  context: RunContext,
  run: RunRecord,
  { paidIn, waitDays }: Release,
): Promise<readonly Found[]> {
  const waiting = run.plan.reactions.filter(({ operations }) =>
    operations.some(operation => operation.waitDays === waitDays),
  )
  const fetched = new Map<string, Omit<Found, 'object'>>(
    waiting.map(({ id, operations }) => [triggerOperation(id), { reaction: id, operations }]),
  )
  if (fetched.size === 0) return []
  const records = await context.operations.list(run.id)
  return records.flatMap(({ operation, status, trigger, response }) => {
    const reaction = fetched.get(operation)
    return reaction && trigger !== null && status === 'succeeded' && paidMonth(run, response) <= paidIn
      ? [{ ...reaction, object: trigger }]
      : []
  })
}

/**
 * Month in which a fetched object was paid. Invoices live on the test clock and say when; what has no clock is paid once.
 * Source: Invoice.status_transitions, InvoicePayment.status_transitions of the pinned version.
 */
function paidMonth(run: RunRecord, fetched: unknown): number {
  const paidAt = readPath(fetched, 'status_transitions.paid_at')
  return run.plan.clock !== null && typeof paidAt === 'number' ? monthAt(firstPaymentOf(run), paidAt) : 1
}
