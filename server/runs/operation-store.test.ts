import { expect, it } from 'vitest'
import { operationId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { createDesign } from '../design.ts'
import { flowStore } from '../storage/flow-store.ts'
import { openStorage } from '../storage/storage.ts'
import { testDirectory, testSeedArchive } from '../storage/test-storage.ts'
import { operationStore } from './operation-store.ts'
import { runStore } from './run-store.ts'

/** A run that was taken over is played by two processes for a moment: both write down how the same call ended. */
it('tells the end of a call once, and takes nothing back that has succeeded', async () => {
  const directory = await testDirectory()
  const storage = await openStorage({ dataDir: directory.path, seedArchive: await testSeedArchive() })
  const runs = runStore(storage)
  const calls = operationStore(storage, runs)
  const design = createDesign(() => new Date('2026-12-01'))
  const planned = design.plan(flagship.document, 'unattended')
  const scenario = design.choose(flagship.document, { months: 1, otherwise: 1 })
  const flow = await flowStore(storage).create(flagship.document)
  const { plan } = planned
  await runs.insert({
    id: 'run_1',
    flowId: flow.id,
    account: 'simulator',
    plan,
    document: flagship.document,
    settings: {
      name: 'Home',
      target: 'simulator',
      scenarioId: null,
      scenario,
      entries: [],
      waiting: [],
      script: design.script(planned, scenario),
    },
    executor: 'a',
  })
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
  await storage.close()
  await directory.remove()
})
