import { afterAll, beforeAll, expect, it } from 'vitest'
import { changesSchema } from '#shared/api/plan.ts'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
let flow: string
beforeAll(async () => {
  server = await startTestServer()
  const made = await server.call('POST', '/api/flows', { body: { document: flagship.document } })
  flow = String(readPath(made.body, 'id'))
}, 60_000)
afterAll(() => server.stop())

async function run(wish: object): Promise<RunDetail> {
  const started = await server.call('POST', '/api/runs', { body: { flow, ...wish } })
  const id = String(readPath(started.body, 'run.id'))
  await untilEvent(server, id, isOver)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${id}`)).body)
}

const changes = async (document?: unknown) =>
  changesSchema.parse((await server.call('POST', '/api/plan/changes', { body: { flow, document } })).body)

const callsOf = ({ operations }: RunDetail): string[] => operations.map(({ call }) => call)

const dearer = {
  ...flagship.document,
  graph: {
    ...flagship.document.graph,
    blocks: Object.fromEntries(
      Object.entries(flagship.document.graph.blocks).map(([id, block]) => [
        id,
        id === 'qA' ? { ...block, props: { ...block.props, unitAmount: 5900 } } : block,
      ]),
    ),
  },
}

it('plans against what an earlier run left, and runs just that', { timeout: 60_000 }, async () => {
  expect(new Set((await changes()).changes.map(({ action }) => action))).toEqual(new Set(['create']))
  expect((await run({})).run).toMatchObject({ status: 'succeeded', reconciled: true })

  const again = await changes()
  expect(again.changes.filter(({ action }) => action !== 'reuse')).toEqual([])
  const second = await run({ reuse: true, plan: again.plan.hash })
  expect(second.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(callsOf(second)).toContain('products.retrieve')
  expect(callsOf(second).filter(call => /^(accounts|products|prices)\.create$/.test(call))).toEqual([])

  const changed = await changes(dearer)
  expect(changed.changes.filter(({ action }) => action !== 'reuse')).toMatchObject([
    {
      operation: 'qA.create',
      action: 'replace',
      fields: [{ path: 'unit_amount', have: '4900', want: '5900', replaces: true }],
    },
  ])
  const third = await run({ document: dearer, reuse: true })
  expect(third.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(callsOf(third).filter(call => call === 'prices.create')).toHaveLength(1)
  expect(third.operations.find(({ call }) => call === 'prices.update')).toMatchObject({
    request: { params: { active: false } },
    status: 'succeeded',
  })

  const settled = await changes(dearer)
  expect(settled.changes.filter(({ action }) => action !== 'reuse')).toEqual([])
})

it('refuses a plan that is not the one that was seen', async () => {
  const answer = await server.call('POST', '/api/runs', { body: { flow, reuse: true, plan: 'seen before' } })
  expect(answer).toMatchObject({ status: 409, body: { code: 'plan-changed' } })
})

it('says when there is no such flow', async () => {
  const answer = await server.call('POST', '/api/plan/changes', { body: { flow: 'flow_none' } })
  expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } })
})
