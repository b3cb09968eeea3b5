import { readPath } from '#shared/plan/read-path.ts'
import type { ObservedTransaction, Strangers } from '#shared/run/observation.ts'
import { isJsonObject, type Json } from '../json.ts'
import type { ApiCall } from '../stripe/gateway.ts'
import { ask, type ListFailure } from './list-all.ts'
import type { CallRecord } from './operation-store.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** A balance transaction that names nothing of the run. */
export type Stranger = {
  readonly transaction: ObservedTransaction
  /** What it is about, as the API gave it. */
  readonly source: Json
  /** Account in whose books it is; undefined = the platform. */
  readonly account: string | undefined
}

/** Calls whose objects bear the API's own clock, also where customers live on a test clock. Source: Stripe's test clocks. */
const ON_WALL_CLOCK = new Set([
  'accounts.create',
  'paymentIntents.create',
  'prices.create',
  'products.create',
  'testHelpers.testClocks.create',
  'webhookEndpoints.create',
])

/**
 * When a run began, in seconds since 1970 by the API's clock, which need not agree with this machine's: the time of the
 * first object that it made. This machine's time when no object tells.
 */
export function beginOf(run: RunRecord, records: readonly CallRecord[]): number {
  const times = records
    .filter(({ call, status }) => status === 'succeeded' && ON_WALL_CLOCK.has(call))
    .map(({ response }) => readPath(response, 'created'))
    .filter(created => typeof created === 'number')
  return times.length > 0 ? Math.min(...times) : Math.floor(Date.parse(run.createdAt) / 1000)
}

/**
 * Tells apart what happened beside a run after it began. Other runs are known by the mark in what they make, by their
 * objects in this database, and, where another Sluice works on the same account, by the mark of what was paid for.
 */
export async function sortStrangers(
  context: RunContext,
  strangers: readonly Stranger[],
  begin: number,
): Promise<Strangers | ListFailure> {
  const later = strangers.filter(({ transaction }) => transaction.created > begin)
  const owners = await context.operations.ownersOf([...new Set(later.flatMap(one => idsIn(one.source)))])
  const unknown: ObservedTransaction[] = []
  const otherRuns: string[] = []
  for (const { transaction, source, account } of later) {
    const ids = idsIn(source)
    const known = ids.find(isRun) ?? ids.map(id => owners.get(id)).find(run => run !== undefined)
    const run = known ?? (await paidForBy(context, source, account))
    if (typeof run === 'object') return run
    if (run === undefined) unknown.push(transaction)
    else {
      otherRuns.push(run)
      owners.set(transaction.source, run)
    }
  }
  return { unknown, otherRuns }
}

const isRun = (text: string): boolean => /^run_[0-9a-f]{18}$/.test(text)

/** Every text in an object of the API that looks like an id. */
function idsIn(value: Json): string[] {
  if (typeof value === 'string') return /^[a-z]{2,}_\w+$/.test(value) ? [value] : []
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(idsIn)
}

/**
 * Run whose mark is on the invoice that a payment paid, or on the account that an application fee came from; one that is
 * given back leads to its fee first, which may be older than everything else that is seen.
 */
async function paidForBy(
  context: RunContext,
  source: Json,
  account: string | undefined,
): Promise<string | ListFailure | undefined> {
  const call = behind(source)
  if (call === null) return undefined
  const answer = await ask(context, { ...call, onAccount: account })
  if (answer.ok) return idsIn(answer.value).find(isRun) ?? paidForBy(context, feeIn(answer.value), account)
  // What it refuses to tell stays unknown; a run does not end well because of that.
  if (answer.remedy === 'never') return undefined
  return { state: 'unreachable', message: answer.error.message }
}

/** An application fee, from which the way goes on; everything else is its end. */
const feeIn = (answer: Json): Json =>
  isJsonObject(answer) && answer.object === 'application_fee' ? answer : null

function behind(source: Json): ApiCall | null {
  if (!isJsonObject(source)) return null
  const { object, payment_intent: intent, account, fee } = source
  if (object === 'fee_refund' && typeof fee === 'string')
    return { call: 'applicationFees.retrieve', target: fee, params: {} }
  if (typeof intent === 'string') {
    const params = {
      payment: { type: 'payment_intent', payment_intent: intent },
      expand: ['data.invoice'],
    }
    return { call: 'invoicePayments.list', params }
  }
  return object === 'application_fee' && typeof account === 'string'
    ? { call: 'accounts.retrieve', target: account, params: {} }
    : null
}
