import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunDetail, type RunMessage, runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { startSimulator } from '../simulator/start-simulator.ts'
import { isOver, readEvents, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

/** A line to the simulator that can be cut. */
type Line = { readonly port: number; readonly cut: () => void; readonly mend: () => Promise<void> }

let server: TestServer
let line: Line
beforeAll(async () => {
  server = await startTestServer({
    startSimulator: async () => {
      const simulator = await startSimulator({ port: 0, dataDir: null, seed: 7 })
      line = await lineTo(simulator.port)
      return {
        port: line.port,
        close: async () => {
          line.cut()
          await simulator.close()
        },
      }
    },
  })
}, 60_000)
afterAll(() => server.stop())

async function lineTo(port: number): Promise<Line> {
  const sockets = new Set<Socket>()
  const make = (): Server =>
    createServer(socket => {
      const far = connect(port, '127.0.0.1')
      for (const one of [socket, far]) {
        sockets.add(one)
        one.on('error', () => one.destroy()).on('close', () => sockets.delete(one))
      }
      socket.pipe(far).pipe(socket)
      socket.on('close', () => far.destroy())
    })
  let listener = make().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const own = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port: own,
    cut: () => {
      listener.close()
      for (const socket of sockets) socket.destroy()
    },
    mend: async () => {
      listener = make().listen(own, '127.0.0.1')
      await once(listener, 'listening')
    },
  }
}

const { document } = flagship

async function start(more: object = {}): Promise<string> {
  const { body } = await server.call('POST', '/api/runs', { body: { document, ...more } })
  return String(readPath(body, 'run.id'))
}

async function finish(run: string): Promise<RunDetail> {
  await untilEvent(server, run, isOver)
  return read(run)
}

async function read(run: string): Promise<RunDetail> {
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

const transfers = (detail: RunDetail): number[] =>
  detail.operations
    .filter(({ call, status }) => call === 'transfers.create' && status === 'succeeded')
    .map(({ response }) => Number(readPath(response, 'amount')))

const balancesOf = (detail: RunDetail): Record<string, number> =>
  Object.fromEntries((detail.reconciliation?.rows ?? []).map(({ account, observed }) => [account, observed]))

describe('the flagship', () => {
  it('pays three providers out of one payment, and the books agree with the forecast', async () => {
    const detail = await finish(await start())
    expect(detail.run).toMatchObject({
      status: 'succeeded',
      reconciled: true,
      months: 1,
      target: 'simulator',
    })
    expect(transfers(detail)).toEqual([4410, 7110, 3150])
    expect(balancesOf(detail)).toEqual({
      'customer:cus': -16300,
      'fees:stripe': 503,
      'balance:platform': 1127,
      'balance:A': 4410,
      'balance:B': 7110,
      'balance:C': 3150,
    })
    expect(detail.ledger.map(({ from, to, money }) => `${from} > ${to} ${String(money.amount)}`)).toEqual([
      'customer:cus > balance:platform 16300',
      'balance:platform > fees:stripe 503',
      'balance:platform > balance:A 4410',
      'balance:platform > balance:B 7110',
      'balance:platform > balance:C 3150',
    ])
  }, 60_000)

  it('pays again after each renewal: N months are N invoices', async () => {
    const detail = await finish(await start({ months: 3 }))
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(transfers(detail)).toEqual([4410, 7110, 3150, 4410, 7110, 3150, 4410, 7110, 3150])
    expect(balancesOf(detail)['balance:platform']).toBe(3 * 1127)
  }, 60_000)

  it('tells every call with its request, response, key and object, and no secret', async () => {
    const detail = await finish(await start({ scenario: 'first' }))
    for (const operation of detail.operations) {
      expect(operation, operation.operation).toMatchObject({
        title: expect.stringMatching(/\S/),
        status: 'succeeded',
        request: expect.anything(),
        response: expect.anything(),
        durationMs: expect.any(Number),
        startedAt: expect.any(String),
      })
    }
    const keys = detail.operations.flatMap(({ idempotencyKey: key }) => (key === null ? [] : [key]))
    expect(new Set(keys).size).toBe(keys.length)
    expect(JSON.stringify(detail)).not.toMatch(/whsec_\w|sk_test_\w|_secret_\w/)
    const made = detail.operations.find(({ call }) => call === 'customers.create')
    expect(readPath(made?.response, 'metadata')).toMatchObject({
      run: detail.run.id,
      operation: made?.operation,
    })
  }, 60_000)

  it('is cleaned up afterwards, once', async () => {
    const run = await start()
    await finish(run)
    expect(await server.call('POST', `/api/runs/${run}/resume`)).toMatchObject({
      status: 409,
      body: { code: 'run-not-resumable' },
    })
    const cleaned = await server.call('POST', `/api/runs/${run}/cleanup`)
    expect(cleaned).toMatchObject({ status: 202, body: { run: { cleanup: 'done' } } })
    const again = runDetailSchema.parse((await server.call('POST', `/api/runs/${run}/cleanup`)).body)
    const left = again.objects.filter(({ state }) => state === 'exists')
    expect(new Set(left.map(({ object }) => object))).toEqual(new Set(['transfer']))
  }, 60_000)
})

describe('one run of a flow at a time', () => {
  it('a second one is refused with the way to the first', async () => {
    const made = await server.call('POST', '/api/flows', { body: { document } })
    const flow = String(readPath(made.body, 'id'))
    const answers = await Promise.all(
      [1, 2, 3].map(() => server.call('POST', '/api/runs', { body: { flow, months: 2 } })),
    )
    const first = answers.find(({ status }) => status === 201)
    const run = readPath(first?.body, 'run.id')
    for (const answer of answers) {
      if (answer !== first) expect(answer).toMatchObject({ status: 409, body: { code: 'run-active', run } })
    }
    expect(await server.call('DELETE', `/api/flows/${flow}`)).toMatchObject({ status: 409, body: { run } })
    await finish(String(run))
    expect((await server.call('GET', `/api/flows/${flow}/runs`)).body).toMatchObject({ runs: [{ id: run }] })
  }, 60_000)

  it('a plan that is not the one shown is refused', async () => {
    const answer = await server.call('POST', '/api/runs', { body: { document, plan: 'abc' } })
    expect(answer).toMatchObject({ status: 409, body: { code: 'plan-changed' } })
  })

  it.for([
    [{}, 400, 'invalid-request'],
    [{ flow: 'nope' }, 404, 'not-found'],
    [{ document, months: 0 }, 400, 'invalid-request'],
    [{ document, scenario: 'nope' }, 422, 'no-such-scenario'],
  ] as const)('%j is refused', async ([body, status, code]) => {
    expect(await server.call('POST', '/api/runs', { body })).toMatchObject({ status, body: { code } })
  })
})

describe('a run that is cancelled', () => {
  it('makes no further call and can be cleaned up', async () => {
    const run = await start({ months: 12 })
    await untilEvent(server, run, event => event.type === 'clock.advanced')
    expect(await server.call('POST', `/api/runs/${run}/cancel`)).toMatchObject({
      status: 202,
      body: { run: { status: 'cancelled' } },
    })
    expect(await server.call('POST', `/api/runs/${run}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'run-not-active' },
    })
    expect(await server.call('POST', `/api/runs/${run}/cleanup`)).toMatchObject({ status: 202 })
    expect((await read(run)).run).toMatchObject({ status: 'cancelled', cleanup: 'done' })
  }, 60_000)
})

describe('when the API goes away in the middle', () => {
  it('the run pauses, says what to do, and goes on from there without paying twice', async () => {
    const run = await start({ months: 2 })
    await untilEvent(
      server,
      run,
      event => event.type === 'operation.succeeded' && event.operation === 'sub.create',
    )
    line.cut()
    const paused = await finish(run)
    expect(paused.run).toMatchObject({ status: 'paused', reason: expect.stringContaining('Resume the run') })
    await line.mend()
    expect(await server.call('POST', `/api/runs/${run}/resume`)).toMatchObject({
      status: 202,
      body: { run: { status: 'running' } },
    })
    await untilEvent(server, run, event => event.type === 'run.finished')
    const detail = await read(run)
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(transfers(detail)).toHaveLength(6)
  }, 60_000)
})

describe('events', () => {
  const isLast = ({ event }: RunMessage): boolean => event.type === 'run.finished'

  it('are replayed after the last one that a reader has, and go on', async () => {
    const run = await start()
    const live = readEvents(server.url, run, { until: isLast })
    await finish(run)
    const all = await live
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_message, index) => index + 1))
    const rest = await readEvents(server.url, run, { after: all.length - 5, until: isLast })
    expect(rest).toEqual(all.slice(-5))
  }, 60_000)

  it('of an unknown run are not found, and another site does not get them', async () => {
    expect(await server.call('GET', '/api/runs/nope/events')).toMatchObject({ status: 404 })
    const headers = { Origin: 'https://evil.example' }
    expect(await server.call('GET', '/api/runs/nope/events', { headers })).toMatchObject({ status: 403 })
  })
})

describe('webhooks', () => {
  it.for([
    ['without a signature', null],
    ['with a made-up one', 't=1,v1=00'],
  ] as const)('%s are refused', { timeout: 60_000 }, async ([, signature]) => {
    const headers: Record<string, string> = signature === null ? {} : { 'Stripe-Signature': signature }
    const run = await start()
    const body = JSON.stringify({ id: 'evt_1', type: 'invoice.paid', data: { object: { id: 'in_1' } } })
    const answer = await server.call('POST', `/api/stripe/webhook/${run}`, { body, headers })
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-signature' } })
    expect(transfers(await finish(run))).toHaveLength(3)
  })
})
