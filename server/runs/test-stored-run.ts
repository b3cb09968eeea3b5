import { flagship } from '#shared/templates/flagship.ts'
import { createDesign } from '../design.ts'
import { flowStore } from '../storage/flow-store.ts'
import { openStorage } from '../storage/storage.ts'
import { testDirectory, testSeedArchive } from '../storage/test-storage.ts'
import { type OperationStore, operationStore } from './operation-store.ts'
import { type RunRecord, type RunStore, runStore } from './run-store.ts'

/** For tests: a run of the flagship in a database of its own; nobody plays it. */
export type StoredRun = {
  readonly run: RunRecord
  readonly runs: RunStore
  readonly operations: OperationStore
  readonly remove: () => Promise<void>
}

/** For tests: stores a run of the flagship. */
export async function storeRun(id: string): Promise<StoredRun> {
  const directory = await testDirectory()
  const storage = await openStorage({ dataDir: directory.path, seedArchive: await testSeedArchive() })
  const runs = runStore(storage)
  const { document } = flagship
  const design = createDesign(() => new Date('2026-12-01'))
  const planned = design.plan(document, 'unattended')
  const scenario = design.choose(document, { months: 1, otherwise: 1 })
  const flow = await flowStore(storage).create(document)
  await runs.insert({
    id,
    flowId: flow.id,
    account: 'simulator',
    plan: planned.plan,
    document,
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
  const run = await runs.read(id)
  if (run === null) throw new Error(`run ${id} was not stored`)
  return {
    run,
    runs,
    operations: operationStore(storage, runs),
    remove: async () => {
      await storage.close()
      await directory.remove()
    },
  }
}
