import { expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { isOver, startTestServer, untilEvent } from '../test-server.ts'

/** The flagship through a refund, on a server that the API reaches or does not. */
async function runOnce(reached: boolean): Promise<{ detail: RunDetail; heard: number; events: unknown }> {
  const server = await startTestServer(reached ? {} : { webhookAddress: async () => null })
  try {
    const body = { document: flagship.document, scenario: 'refund-one' }
    const run = String(readPath((await server.call('POST', '/api/runs', { body })).body, 'run.id'))
    await untilEvent(server, run, isOver)
    const detail = runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
    const messages = await server.runs.eventsAfter(run, 0)
    const heard = messages.filter(({ event }) => event.type === 'webhook.received').length
    const events = readPath((await server.call('GET', '/api/server')).body, 'events')
    return { detail, heard, events }
  } finally {
    await server.stop()
  }
}

/** What a run did and booked, without the ids and times that differ from run to run. */
const outcome = ({ run, operations, reconciliation }: RunDetail): object => ({
  status: run.status,
  calls: operations
    .filter(({ call }) => !call.startsWith('webhookEndpoints.'))
    .map(({ operation, status, element }) => `${operation} ${element} ${status}`)
    .toSorted(),
  rows: reconciliation?.rows,
  entries: reconciliation?.entries.map(({ account, amount, memo, state }) => [account, amount, memo, state]),
})

it('whether events are delivered or polled, a run does and books the same', {
  timeout: 120_000,
}, async () => {
  const delivered = await runOnce(true)
  const polled = await runOnce(false)
  expect([delivered.events, polled.events]).toEqual(['webhooks', 'polling'])
  expect(delivered.heard).toBeGreaterThan(0)
  expect(polled.heard).toBe(0)
  const skipped = polled.detail.operations.filter(({ status }) => status === 'skipped')
  expect(skipped.map(({ call }) => call)).toContain('webhookEndpoints.create')
  expect(polled.detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
  expect(outcome(polled.detail)).toEqual(outcome(delivered.detail))
})
