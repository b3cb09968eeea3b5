import { expect, it } from 'vitest'
import { operationId } from '#shared/flow/ids.ts'
import { storeRun } from './test-stored-run.ts'

/** A run that was taken over is played by two processes for a moment: both write down how the same call ended. */
it('tells the end of a call once, and takes nothing back that has succeeded', async () => {
  const { runs, operations: calls, remove } = await storeRun('run_1')
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

  const state = async () => (await calls.before(id, new Set([operation]))).stateOf(operation, 0)

  await start(1)
  await Promise.all([succeed(), succeed()])
  await fail()
  await start(1)
  const told = async () => (await runs.eventsAfter('run_1', 0)).map(({ event }) => event.type)
  expect(await told()).toEqual(['run.started', 'operation.started', 'operation.succeeded'])
  expect(await state()).toMatchObject({ status: 'succeeded', attempt: 1 })

  // What is made anew on purpose is a later attempt.
  await start(2)
  expect(await state()).toMatchObject({ status: 'running', attempt: 2 })
  await remove()
})

it('writes what waits in one go: each taken or not by itself, told in order, and nothing spoilt by what cannot be written', async () => {
  const { runs, operations: calls, remove } = await storeRun('run_1')
  const sent = {
    block: 'A',
    call: 'accounts.create',
    attempt: 1,
    idempotencyKey: '',
    onAccount: null,
    request: {},
  }
  const begin = (name: string, more: { run?: string; key?: string } = {}) =>
    calls.start(
      { run: more.run ?? 'run_1', operation: operationId(name), trigger: '', element: 0 },
      { ...sent, idempotencyKey: more.key ?? '', whileRunning: true },
      [{ type: 'operation.started', operation: operationId(name) }],
    )
  const told = async () =>
    (await runs.eventsAfter('run_1', 1)).map(({ seq, event }) =>
      'operation' in event ? `${seq} ${event.operation} ${event.type.slice(10)}` : '',
    )
  const heard: number[] = []
  const deaf = runs.onEvents('run_1', messages => heard.push(...messages.map(({ seq }) => seq)))

  expect(await Promise.all(['b.create', 'a.create', 'c.create'].map(name => begin(name)))).toEqual([
    true,
    true,
    true,
  ])
  const end = {
    status: 'succeeded',
    response: { text: 'nul \u0000 and 🏠' },
    objectId: 'x_1',
    durationMs: 1.6,
  } as const
  const about = { run: 'run_1', operation: operationId('a.create'), trigger: '', element: 0 }
  const ended = calls.end(about, end, [
    { type: 'operation.succeeded', operation: about.operation, objectId: 'x_1', durationMs: 2 },
  ])
  // The same call twice is written one after the other; another run is not there; a NUL fits in no key.
  const others = Promise.allSettled([
    begin('a.create'),
    begin('d.create', { run: 'run_9' }),
    begin('e.create', { key: '\u0000' }),
  ])
  expect(await ended).toBe(true)
  expect((await others).map(one => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual([
    false,
    false,
    'refused',
  ])
  expect(await told()).toEqual([
    '2 b.create started',
    '3 a.create started',
    '4 c.create started',
    '5 a.create succeeded',
  ])
  expect(heard).toEqual([2, 3, 4, 5])
  expect((await calls.list('run_1')).map(({ operation }) => operation)).toEqual([
    'b.create',
    'a.create',
    'c.create',
  ])
  expect((await calls.list('run_1'))[1]).toMatchObject({ response: end.response, durationMs: 2 })

  await runs.change('run_1', ['running'], { change: { status: 'cancelled' }, events: [] })
  expect(await begin('f.create')).toBe(false)
  deaf()
  await remove()
})
