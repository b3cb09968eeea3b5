import { expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { readSettings } from '../env.ts'
import { startSluice } from '../main.ts'
import type { RunningServer } from '../start-server.ts'
import { openStorage } from '../storage/storage.ts'
import { testDirectory, testSeedArchive } from '../storage/test-storage.ts'
import { callServer, isOver, untilEvent } from '../test-server.ts'
import { transfersByDay } from './test-transfer-days.ts'

const read = async ({ url }: RunningServer, run: string): Promise<RunDetail> =>
  runDetailSchema.parse((await callServer(url, { method: 'GET', path: `/api/runs/${run}` })).body)

/** A run that an older server left at a moment, as this one finishes it. */
const finished = async (body: object, left: (event: RunEvent) => boolean): Promise<RunDetail> => {
  const directory = await testDirectory()
  const settings = readSettings({ port: '0', data: directory.path }, { SLUICE_LOG: 'error' })
  const start = async () => startSluice({ settings, webRoot: null, seedArchive: await testSeedArchive() })
  const first = await start()
  const started = await callServer(first.url, { method: 'POST', path: '/api/runs', body })
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(first, run, left)
  await first.stop()

  const { pool, close } = await openStorage({ dataDir: directory.path })
  await pool.query("update dbos.workflow_status set application_version = 'plan-0'")
  // What the older engine remembered is of no use to this one.
  await pool.query("update dbos.operation_outputs set function_name = 'an older step'")
  await close()

  const second = await start()
  await untilEvent(second, run, event => event.type !== 'run.paused' && isOver(event))
  const detail = await read(second, run)
  await second.stop()
  await directory.remove()
  return detail
}

it('a run that a server of an older version left is finished by this one, and pays once', {
  timeout: 60_000,
}, async () => {
  const body = { document: flagship.document, months: 4 }
  const detail = await finished(body, ({ type }) => type === 'clock.advanced')
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(detail.operations.filter(({ call }) => call === 'transfers.create')).toHaveLength(3 * 4)
})

it('what waits in a run that is begun again is sent on its day, though later payments are there already', {
  timeout: 60_000,
}, async () => {
  const wait = { op: 'block.set' as const, id: blockId('tC'), set: { props: { delayDays: 45 } } }
  const { document } = applyPatch(flagship.document, [wait])
  const detail = await finished({ document, months: 3 }, ({ type }) => type === 'wait.over')
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(transfersByDay(detail)).toEqual(['day 0: 2', 'day 31: 2', 'day 45: 1', 'day 59: 2', 'day 76: 1'])
})
