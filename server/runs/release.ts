import { type DueDay, dayOfMonth, dueAfter, USUAL_START } from '#shared/plan/clock.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { DONE, executeAll, type PartEnd } from './execute-all.ts'
import { placeOf, triggerOperation } from './execute-operation.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** What waits so many days after a payment, and when it is due. */
export type Release = DueDay & { readonly paid: DueDay; readonly waitDays: number }

/** Seconds. */
const DAY = 86_400

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
  return paymentsUpTo(run, month)
    .flatMap(paid =>
      waitsOf(run).map(waitDays => ({
        paid,
        waitDays,
        ...dueAfter(startsAt, paid.month, paid.daysAfter + waitDays),
      })),
    )
    .filter(due => due.month === month)
    .toSorted((a, b) => a.day - b.day || a.paid.day - b.paid.day)
}

/** Payments of a run up to the end of a month, in order of days. */
function paymentsUpTo(run: Waiting, month: number): readonly DueDay[] {
  const startsAt = firstPaymentOf(run)
  const months = Array.from({ length: month }, (_, index) => ({
    month: index + 1,
    day: dayOfMonth(startsAt, index + 1),
    daysAfter: 0,
  }))
  const between = run.settings.script.between.filter(paid => paid.month <= month)
  return [...months, ...between].toSorted((a, b) => a.day - b.day)
}

/** An object that was reacted to, by a reaction of which something waits. */
type Found = { readonly reaction: string; readonly object: string; readonly operations: readonly Operation[] }

/** Makes what is due: of the reaction to that payment, and of any before it that came late. */
export async function release(context: RunContext, run: RunRecord, due: Release): Promise<PartEnd> {
  const isDue = ({ waitDays }: Operation): boolean => waitDays === due.waitDays
  const own = due.paid.day === 0 ? run.plan.operations.filter(isDue) : []
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
  { paid, waitDays }: Release,
): Promise<readonly Found[]> {
  const waiting = run.plan.reactions.filter(({ operations }) =>
    operations.some(operation => operation.waitDays === waitDays),
  )
  const fetched = new Map<string, Omit<Found, 'object'>>(
    waiting.map(({ id, operations }) => [triggerOperation(id), { reaction: id, operations }]),
  )
  if (fetched.size === 0) return []
  const records = await context.operations.list(run.id)
  const next =
    paymentsUpTo(run, paid.month + 1).find(({ day }) => day > paid.day)?.day ?? Number.POSITIVE_INFINITY
  return records.flatMap(({ operation, status, trigger, response }) => {
    const reaction = fetched.get(operation)
    return reaction && trigger !== null && status === 'succeeded' && paidOn(run, response) < next
      ? [{ ...reaction, object: trigger }]
      : []
  })
}

/**
 * Days from the first payment to when a fetched object was paid. Invoices live on the test clock and say when; what has
 * no clock is paid once. Source: Invoice.status_transitions, InvoicePayment.status_transitions of the pinned version.
 */
function paidOn(run: RunRecord, fetched: unknown): number {
  const paidAt = readPath(fetched, 'status_transitions.paid_at')
  return run.plan.clock !== null && typeof paidAt === 'number'
    ? Math.floor((paidAt - firstPaymentOf(run)) / DAY)
    : 0
}
