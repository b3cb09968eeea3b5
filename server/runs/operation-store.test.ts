import { expect, it } from 'vitest'
import { operationId } from '#shared/flow/ids.ts'
import { storeRun } from './test-stored-run.ts'

/** A run that was taken over is played by two processes for a moment: both write down how the same call ended. */
it('tells the end of a call once, and takes nothing back that has succeeded', async () => {
  const { runs, operations: calls, remove } = await storeRun('run_1')
  const operation = operationId('A.create')
  const id = { run: 'run_1', operation, trigger: '', element: 0 }
  const start = (attempt: number) =>
    calls.start(
      id,
      {
        block: 'A',
        call: 'accounts.create',
        attempt,
        idempotencyKey: `k${attempt}`,
        onAccount: null,
        request: {},
      },
      [{ type: 'operation.started', operation }],
    )
  const succeed = () =>
    calls.end(id, { status: 'succeeded', objectId: 'acct_1', response: {}, durationMs: 3 }, [
      { type: 'operation.succeeded', operation, objectId: 'acct_1', durationMs: 3 },
    ])
  const fail = () => {
    const error = { kind: 'network', message: 'nobody there' } as const
    return calls.end(id, { status: 'failed', error, durationMs: 1 }, [
      { type: 'operation.failed', operation, error },
    ])
  }

  await start(1)
  await Promise.all([succeed(), succeed()])
  await fail()
  await start(1)
  const told = async () => (await runs.eventsAfter('run_1', 0)).map(({ event }) => event.type)
  expect(await told()).toEqual(['run.started', 'operation.started', 'operation.succeeded'])
  expect(await calls.read(id)).toMatchObject({ status: 'succeeded', attempt: 1 })

  // What is made anew on purpose is a later attempt.
  await start(2)
  expect(await calls.read(id)).toMatchObject({ status: 'running', attempt: 2 })
  await remove()
})
