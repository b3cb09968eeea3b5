import type { JsonObject } from '../json.ts'
import type { ApiCall } from '../stripe/gateway.ts'
import { idempotencyKey } from './mark.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** How an object goes away: `removed` = deleted, `archived` = Stripe keeps it but out of use. */
type Removal = {
  readonly call: string
  readonly params: JsonObject
  readonly outcome: 'removed' | 'archived'
}

/** What a run made and how it is undone. What is not here stays: money that moved is history, and history stays. */
const REMOVALS: Readonly<Record<string, Removal>> = {
  'accounts.create': { call: 'accounts.del', params: {}, outcome: 'removed' },
  'billing.meters.create': { call: 'billing.meters.deactivate', params: {}, outcome: 'archived' },
  'billingPortal.configurations.create': {
    call: 'billingPortal.configurations.update',
    params: { active: false },
    outcome: 'archived',
  },
  'coupons.create': { call: 'coupons.del', params: {}, outcome: 'removed' },
  'customers.create': { call: 'customers.del', params: {}, outcome: 'removed' },
  'prices.create': { call: 'prices.update', params: { active: false }, outcome: 'archived' },
  'products.create': { call: 'products.update', params: { active: false }, outcome: 'archived' },
  'promotionCodes.create': { call: 'promotionCodes.update', params: { active: false }, outcome: 'archived' },
  'paymentLinks.create': { call: 'paymentLinks.update', params: { active: false }, outcome: 'archived' },
  'subscriptions.create': { call: 'subscriptions.cancel', params: {}, outcome: 'removed' },
  'subscriptionSchedules.create': { call: 'subscriptionSchedules.cancel', params: {}, outcome: 'removed' },
  'taxRates.create': { call: 'taxRates.update', params: { active: false }, outcome: 'archived' },
  'testHelpers.testClocks.create': { call: 'testHelpers.testClocks.del', params: {}, outcome: 'removed' },
  'webhookEndpoints.create': { call: 'webhookEndpoints.del', params: {}, outcome: 'removed' },
}

/** A clock takes its customers with it, and what bills them. */
const GOES_WITH_CLOCK = new Set(['customers.create', 'subscriptions.create', 'subscriptionSchedules.create'])

/** Whether clean-up does anything about what a call made. */
export const isRemoved = (call: string): boolean => call in REMOVALS

type Made = {
  readonly call: string
  readonly objectId: string
  readonly block: string
  readonly onAccount: string | null
}

/** Undoes what a run made, last first. What cannot be undone is kept and counted; doing it again goes on with the rest. */
export async function cleanUp(context: RunContext, run: RunRecord): Promise<void> {
  const { operations, runs } = context
  const over = ['succeeded', 'failed', 'cancelled'] as const
  await runs.change(run.id, over, { change: { cleanup: 'running' }, events: [] })
  const records = await operations.list(run.id)
  const done = new Set(
    records
      .filter(({ operation, status }) => operation.startsWith('cleanup.') && status === 'succeeded')
      .map(r => r.objectId),
  )
  const made = records.flatMap(({ call, status, objectId, block, onAccount }): Made[] =>
    status === 'succeeded' && objectId !== null && objectId !== '' && /\.create\w*$/.test(call)
      ? [{ call, objectId, block, onAccount }]
      : [],
  )
  const clock = made.some(({ call }) => call === 'testHelpers.testClocks.create')
  let removed = 0
  let kept = 0
  let failed = 0
  for (const object of inRemovalOrder(made)) {
    if (done.has(object.objectId)) removed += 1
    else if (clock && GOES_WITH_CLOCK.has(object.call)) {
      await write(context, run, { object, outcome: 'removed' })
      removed += 1
    } else {
      const removal = REMOVALS[object.call]
      const outcome = removal === undefined ? 'kept' : await remove(context, run, { object, removal })
      if (outcome === 'kept') kept += 1
      else if (outcome === 'failed') failed += 1
      else removed += 1
    }
  }
  context.endpoints.forget(run.id)
  await runs.change(run.id, over, {
    change: { cleanup: failed === 0 ? 'done' : 'partly' },
    events: [{ type: 'run.cleaned', removed, kept: kept + failed }],
  })
}

/** Last made first, but the clock before what hangs on it. */
function inRemovalOrder(made: readonly Made[]): Made[] {
  const isClock = ({ call }: Made): boolean => call === 'testHelpers.testClocks.create'
  const reverse = made.toReversed()
  return [...reverse.filter(isClock), ...reverse.filter(object => !isClock(object))]
}

async function remove(
  context: RunContext,
  run: RunRecord,
  { object, removal }: { object: Made; removal: Removal },
): Promise<'removed' | 'archived' | 'failed'> {
  const request: ApiCall = {
    call: removal.call,
    target: object.objectId,
    params: removal.params,
    onAccount: object.onAccount ?? undefined,
    idempotencyKey:
      removal.outcome === 'archived' ? idempotencyKey(run.id, `cleanup:${object.objectId}`, 1) : undefined,
  }
  const answer = await context.gate.pass(() => context.gateway.call(request))
  const gone = !answer.ok && answer.error.code === 'resource_missing'
  if (!answer.ok && !gone) return 'failed'
  await write(context, run, { object, outcome: removal.outcome })
  return removal.outcome
}

/** Clean-up is told like the run's calls, so that the list of objects says what became of each. */
async function write(
  { operations }: RunContext,
  run: RunRecord,
  { object, outcome }: { object: Made; outcome: 'removed' | 'archived' },
): Promise<void> {
  const { objectId, block, call, onAccount } = object
  const id = { run: run.id, operation: `cleanup.${objectId}`, trigger: '', element: 0 }
  const start = {
    block,
    call: REMOVALS[call]?.call ?? call,
    attempt: 1,
    idempotencyKey: '',
    onAccount,
    request: {},
  }
  await operations.start(id, start, [])
  await operations.end(id, { status: 'succeeded', response: { outcome }, objectId, durationMs: 0 }, [])
}
