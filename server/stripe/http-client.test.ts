import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { SIMULATOR_KEY } from './api-key.ts'
import { createGateway } from './stripe-gateway.ts'

/** How a call ends, and when it was sent, when the first so many connections are closed instead of answered. */
async function callWhenClosed(times: number): Promise<{ ok: boolean; sentAt: number[] }> {
  const sentAt: number[] = []
  const server = createServer((request, response) => {
    sentAt.push(performance.now())
    if (sentAt.length <= times) request.socket.destroy()
    else response.setHeader('Content-Type', 'application/json').end('{"id":"prod_1","object":"product"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const gateway = createGateway({ key: SIMULATOR_KEY, simulator: { host: '127.0.0.1', port } })
  const { ok } = await gateway.call({ call: 'products.retrieve', target: 'prod_1', params: {} })
  server.close()
  server.closeAllConnections()
  return { ok, sentAt }
}

it.for([
  [0, true, 1],
  [1, true, 2],
  [2, false, 2],
] as const)('%i closed connections', async ([times, ok, sent]) => {
  const ended = await callWhenClosed(times)
  expect([ended.ok, ended.sentAt.length]).toEqual([ok, sent])
})

it('tries again at once, where the SDK alone waits for half a second', async () => {
  const gaps: number[] = []
  // A busy machine may hold one of them up.
  for (let n = 0; n < 3; n += 1) {
    const [first = 0, second = 0] = (await callWhenClosed(1)).sentAt
    gaps.push(second - first)
  }
  expect(Math.min(...gaps)).toBeLessThan(480)
})
