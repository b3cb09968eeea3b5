import { setImmediate } from 'node:timers/promises'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { expect, it } from 'vitest'
import { openStorage } from '../storage/storage.ts'
import { testDirectory, testSeedArchive } from '../storage/test-storage.ts'
import { startEngine } from './engine.ts'

it('leaves what is under way when it stops as a killed process would, and ends it after the next start', async () => {
  const directory = await testDirectory()
  const storage = await openStorage({ dataDir: directory.path, seedArchive: await testSeedArchive() })
  const start = () =>
    startEngine({ pool: storage.pool, useListenNotify: false, executorId: 'test', onLog: () => {} })
  const status = async (): Promise<unknown> => {
    const { rows } = await storage.pool.query<{ status: string }>(
      "select status from dbos.workflow_status where workflow_uuid = 'w'",
    )
    return rows[0]?.status
  }
  let begun = (): void => {}
  let release = (): void => {}
  const isInStep = new Promise<void>(resolve => {
    begun = resolve
  })
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const register = (first: () => Promise<void>) =>
    DBOS.registerWorkflow(
      async () => {
        await DBOS.runStep(first, { name: 'first' })
        await DBOS.runStep(() => Promise.resolve(), { name: 'second' })
      },
      { name: 'two steps' },
    )

  const workflow = register(async () => {
    begun()
    await held
  })
  const stop = await start()
  const handle = await DBOS.startWorkflow(workflow, { workflowID: 'w' })()
  const end = handle.getResult().catch(() => null)
  await isInStep
  const stopped = stop()
  await setImmediate()
  release()
  await Promise.all([stopped, end])
  expect(await status()).toBe('PENDING')

  register(() => Promise.resolve())
  const stopAgain = await start()
  await expect.poll(status, { timeout: 25_000 }).toBe('SUCCESS')
  await stopAgain()
  await storage.close()
  await directory.remove()
})
