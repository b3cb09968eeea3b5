import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDesignSchema, runDetailSchema } from '#shared/api/runs.ts'
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

const transfersOf = ({ operations }: RunDetail): string[] =>
  operations.filter(({ call }) => call === 'transfers.create').map(({ operation }) => operation)

it('of one transfer takes the payment, pays that provider only, and reconciles', async () => {
  const detail = await run({ blocks: ['tB'] })
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(transfersOf(detail)).toEqual(['tB.create'])
  expect(detail.ledger).toHaveLength(3)
  const design = runDesignSchema.parse((await server.call('GET', `/api/runs/${detail.run.id}/design`)).body)
  expect(design.document).toEqual(flagship.document)
  const parts = new Set(
    design.plan.reactions.flatMap(({ operations }) => operations).map(({ block }) => String(block)),
  )
  expect([parts.has('tB'), parts.has('tA')]).toEqual([true, false])
})

it('of the catalogue makes products and prices, and moves nothing', async () => {
  const detail = await run({ blocks: ['qA', 'qB'] })
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(detail.ledger).toEqual([])
})

it('leaves what the rest of the flow made alone, also when it reuses', async () => {
  const detail = await run({ blocks: ['qA'], reuse: true })
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(detail.operations.map(({ call }) => call)).not.toContain('products.update')
})

it('of a block that is not drawn is refused', async () => {
  const answer = await server.call('POST', '/api/runs', { body: { flow, blocks: ['nobody'] } })
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', places: ['blocks'] } })
})
