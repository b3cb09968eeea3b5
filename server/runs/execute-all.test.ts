import { afterAll, beforeAll, expect, it } from 'vitest'
import { blockId, operationId } from '#shared/flow/ids.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { textOf } from '../json.ts'
import type { ApiAnswer, Gateway } from '../stripe/gateway.ts'
import { endpointBook } from './endpoint-book.ts'
import { executeAll } from './execute-all.ts'
import { placeOf } from './execute-operation.ts'
import { openGate } from './gate.ts'
import { type RunContext, sleep } from './run-context.ts'
import { type StoredRun, storeRun } from './test-stored-run.ts'

let stored: StoredRun
beforeAll(async () => {
  stored = await storeRun('run_1')
}, 60_000)
afterAll(() => stored.remove())

/** `c <- a b` = operation c needs a and b. Each makes a product of its name; `part` tells the tests’ operations apart. */
const operationsOf = (part: string, lines: readonly string[]): Operation[] =>
  lines.map(line => {
    const [name = '', needs] = line.split(' <- ')
    const id = operationId(`${part}.${name}`)
    return {
      id,
      block: blockId(part),
      call: 'products.create',
      title: `Make ${name}`,
      params: { name },
      dependsOn: needs?.split(' ').map(need => operationId(`${part}.${need}`)) ?? [],
      idempotencyKey: id,
      keyValues: {},
    }
  })

const failure = (kind: 'rejected' | 'network'): ApiAnswer => ({
  ok: false,
  error: { kind, message: 'No.' },
  remedy: kind === 'rejected' ? 'never' : 'wait',
  retryAfterMs: null,
})

/** An API that takes longer the earlier in the alphabet the name is, and how what it was asked for went. */
function slowApi(answers: Readonly<Record<string, ApiAnswer>> = {}): { gateway: Gateway; log: string[] } {
  const log: string[] = []
  const gateway: Gateway = {
    target: 'simulator',
    keyHint: null,
    has: () => true,
    readWebhook: () => null,
    call: async ({ params }) => {
      const name = textOf(params.name ?? null)
      log.push(`${name} begins`)
      await sleep(40 - (name.charCodeAt(0) - 97) * 10)
      log.push(`${name} ends`)
      return answers[name] ?? { ok: true, value: { id: `prod_${name}`, object: 'product' }, requestId: null }
    },
  }
  return { gateway, log }
}

async function execute(operations: readonly Operation[], gateway: Gateway) {
  const context: RunContext = {
    ...stored,
    gateway,
    endpoints: endpointBook(gateway, null),
    gate: openGate(),
    patience: { unreachableMs: 1, callMs: 1000, readyMs: 1000, firstWaitMs: 10 },
    now: () => new Date(),
  }
  const before = await stored.runs.lastEvent('run_1')
  const end = await executeAll(context, placeOf(stored.run), operations)
  const told = (await stored.runs.eventsAfter('run_1', before)).flatMap(({ event }) =>
    'operation' in event ? [`${event.operation.replace(/^\w+\./, '')} ${event.type.slice(10)}`] : [],
  )
  return { end, told }
}

/** What began together, in its order; a wave is over before anything else begins. */
const wavesIn = (log: readonly string[]): readonly string[] =>
  log
    .map(text => (text.endsWith('begins') ? text.charAt(0) : '|'))
    .join('')
    .split(/\|+/)
    .filter(wave => wave !== '')

it('begins operations wave by wave, in the order of their ids, whatever their order and how long each takes', async () => {
  const lines = ['e <- c', 'd <- a b', 'b', 'c <- a', 'a']
  for (const [part, drawn] of [['one', lines] as const, ['two', lines.toReversed()] as const]) {
    const { gateway, log } = slowApi()
    const { end } = await execute(operationsOf(part, drawn), gateway)
    expect(end).toEqual({ state: 'done' })
    expect(wavesIn(log)).toEqual(['ab', 'cd', 'e'])
    expect(log).toHaveLength(10)
  }
})

it('makes nothing again that was made, when it is played again', async () => {
  const operations = operationsOf('again', ['a', 'b <- a'])
  await execute(operations, slowApi().gateway)
  const { gateway, log } = slowApi()
  expect(await execute(operations, gateway)).toEqual({ end: { state: 'done' }, told: [] })
  expect(log).toEqual([])
})

it('when one fails finishes what is under way, skips what needs it, and goes on with the rest; later from there', async () => {
  const operations = operationsOf('failing', ['a', 'b', 'c <- b', 'd <- a', 'e <- c'])
  const { end, told } = await execute(operations, slowApi({ b: failure('rejected') }).gateway)
  expect(end).toEqual({ state: 'failed', message: 'Make b: No.' })
  expect(told.filter(text => !text.endsWith('started')).toSorted()).toEqual([
    'a succeeded',
    'b failed',
    'c skipped',
    'd succeeded',
    'e skipped',
  ])

  const { gateway, log } = slowApi()
  expect((await execute(operations, gateway)).end).toEqual({ state: 'done' })
  expect(log.filter(text => text.endsWith('begins'))).toEqual(['b begins', 'c begins', 'e begins'])
})

it('when nobody answers finishes what is under way and begins nothing more', async () => {
  const operations = operationsOf('unreachable', ['a', 'b', 'c <- a'])
  const { gateway, log } = slowApi({ b: failure('network') })
  expect((await execute(operations, gateway)).end).toEqual({ state: 'unreachable', message: 'No.' })
  expect(log).toContain('a ends')
  expect(log).not.toContain('c begins')
})

it('begins nothing once its run was cancelled', async () => {
  await stored.runs.change('run_1', ['running'], { change: { status: 'cancelled' }, events: [] })
  const { gateway, log } = slowApi()
  expect((await execute(operationsOf('cancelled', ['a']), gateway)).end).toEqual({ state: 'stopped' })
  expect(log).toEqual([])
})
