import type { OperationRecord, RunDetail, RunObject, RunSummary } from '#shared/api/runs.ts'
import { isJsonObject, type Json, toJson } from '../json.ts'
import { operationsOf } from './execute-operation.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** A run as lists show it. */
export function summaryOf(run: RunRecord): RunSummary {
  return {
    id: run.id,
    flow: run.flowId,
    name: run.settings.name,
    status: run.status,
    target: run.settings.target,
    account: run.account,
    scenario: run.settings.scenarioId,
    months: run.settings.scenario.months,
    plan: run.plan.hash,
    reconciled: run.reconciliation?.reconciled ?? null,
    cleanup: run.cleanup,
    reason: run.reason,
    createdAt: run.createdAt,
    updatedAt: run.updatedAt,
  }
}

/** A run with everything that is known of it. */
export async function detailOf(
  { operations, runs }: Pick<RunContext, 'operations' | 'runs'>,
  run: RunRecord,
): Promise<RunDetail> {
  // Events first: what is read after them is at least as new as `lastEvent` says.
  const lastEvent = await runs.lastEvent(run.id)
  // What was under way when a run was cancelled is not waited for any more.
  const isOver = run.status !== 'running' && run.status !== 'paused' && run.cleanup !== 'running'
  const titles = new Map<string, string>(operationsOf(run).map(({ id, title }) => [id, title]))
  const records = (await operations.list(run.id)).map(
    (record): OperationRecord => ({
      ...record,
      title: titles.get(record.operation) ?? titleOf(record.call),
      ...(isOver && record.status === 'running' && { status: 'skipped' }),
    }),
  )
  return {
    run: summaryOf(run),
    operations: records,
    objects: objectsOf(records),
    ledger: [...run.observed],
    reconciliation: run.reconciliation,
    ...(run.settings.waiting.length === 0 ? {} : { waiting: run.settings.waiting }),
    lastEvent,
  }
}

const TITLES: Readonly<Record<string, string>> = {
  'testHelpers.testClocks.advance': 'Advance the clock',
  'testHelpers.testClocks.retrieve': 'Wait until the clock is ready',
}

const titleOf = (call: string): string => TITLES[call] ?? 'Fetch what the event is about'

const STATES: Readonly<Record<string, RunObject['state']>> = {
  removed: 'removed',
  archived: 'archived',
  kept: 'kept',
}

/** Objects that the run made, in the order of making, with what clean-up did to them. */
function objectsOf(records: readonly OperationRecord[]): RunObject[] {
  const cleaned = new Map<string, RunObject['state']>()
  for (const { operation, objectId, response } of records) {
    const state = operation.startsWith('cleanup.') ? STATES[textAt(toJson(response), 'outcome')] : undefined
    if (state !== undefined && objectId !== null) cleaned.set(objectId, state)
  }
  return records.flatMap(({ call, status, objectId, block, operation, onAccount, response }) =>
    status === 'succeeded' && objectId !== null && objectId !== '' && /\.create\w*$/.test(call)
      ? [
          {
            id: objectId,
            object: textAt(toJson(response), 'object'),
            block,
            operation,
            account: onAccount,
            state: cleaned.get(objectId) ?? 'exists',
          },
        ]
      : [],
  )
}

function textAt(value: Json, name: string): string {
  const member = isJsonObject(value) ? value[name] : undefined
  return typeof member === 'string' ? member : ''
}
