import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

/** How a run ended: `reconciled`, or in words what kept it from that. */
const endOf = ({ run, reconciliation, operations }: RunDetail): string => {
  if (run.status !== 'succeeded') return run.reason ?? run.status
  const rows = reconciliation?.rows ?? []
  const open = operations.filter(({ status }) => status !== 'succeeded')
  if (open.length > 0) return `not done: ${open.map(({ operation }) => operation).join(', ')}`
  if (rows.length === 0) return 'nothing to reconcile'
  const wrong = rows.filter(({ difference }) => difference !== 0)
  if (wrong.length > 0) return wrong.map(({ account, difference }) => `${account} ${difference}`).join(', ')
  return run.reconciled === true ? 'reconciled' : 'not reconciled'
}

/** What the movements that the screen shows leave on each reconciled account, payouts left out as there. */
const shownBalances = ({ ledger, reconciliation }: RunDetail): Record<string, number> => {
  const sums = Object.fromEntries((reconciliation?.rows ?? []).map(({ account }) => [account, 0]))
  for (const { from, to, money } of ledger) {
    if (from.startsWith('bank:') || to.startsWith('bank:')) continue
    sums[from] = (sums[from] ?? 0) - money.amount
    sums[to] = (sums[to] ?? 0) + money.amount
  }
  return sums
}

it.for(TEMPLATES.map(({ id, document }) => [id, document] as const))(
  '%s runs for a month until its books agree with the forecast',
  { timeout: 60_000 },
  async ([, document]) => {
    const { body } = await server.call('POST', '/api/runs', { body: { document, months: 1 } })
    const run = String(readPath(body, 'run.id'))
    await untilEvent(server, run, isOver)
    const { body: answer } = await server.call('GET', `/api/runs/${run}`)
    const detail = runDetailSchema.parse(answer)
    expect(endOf(detail)).toBe('reconciled')
    const observed = (detail.reconciliation?.rows ?? []).map(row => [row.account, row.observed])
    expect(shownBalances(detail)).toEqual(Object.fromEntries(observed))
  },
)

it('begins instalments after a trial, as forecast', { timeout: 60_000 }, async () => {
  const { document: drawn } = TEMPLATES.find(({ id }) => id === 'instalments') ?? {}
  invariant(drawn !== undefined, 'there is no template of instalments')
  const [schedule] = Object.values(drawn.graph.blocks).filter(({ kind }) => kind === 'subscription-schedule')
  invariant(schedule !== undefined, 'the template has no schedule')
  const trial = { id: blockId('free'), kind: 'trial', label: 'Two weeks', props: { days: 14 } }
  const from = { block: trial.id, port: 'trial' }
  const to = { block: schedule.id, port: 'trial' }
  const { document } = applyPatch(drawn, [
    { op: 'block.add', block: trial },
    { op: 'connection.add', connection: { id: connectionId('free-plan'), from, to } },
  ])
  const { body } = await server.call('POST', '/api/runs', { body: { document, months: 2 } })
  const run = String(readPath(body, 'run.id'))
  await untilEvent(server, run, isOver)
  const detail = runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
  expect(endOf(detail)).toBe('reconciled')
  expect(detail.reconciliation?.rows.find(({ account }) => account === 'customer:cus')?.expected).toBe(
    -50_000,
  )
})

it('pays four instalments in six months, as forecast, and then no more', { timeout: 60_000 }, async () => {
  const document = TEMPLATES.find(({ id }) => id === 'instalments')?.document
  const { body } = await server.call('POST', '/api/runs', { body: { document, months: 6 } })
  const run = String(readPath(body, 'run.id'))
  await untilEvent(server, run, isOver)
  const detail = runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
  expect(endOf(detail)).toBe('reconciled')
  const paid = detail.reconciliation?.rows.find(({ account }) => account === 'customer:cus')
  expect(paid?.expected).toBe(-100_000)
})
