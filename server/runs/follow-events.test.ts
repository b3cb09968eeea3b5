import { expect, it } from 'vitest'
import type { RunMessage } from '#shared/api/runs.ts'
import { followEvents } from './follow-events.ts'
import { EVENT_PAGE } from './run-service.ts'

const message = (seq: number): RunMessage => ({
  seq,
  event: { at: '2026-12-01T00:00:00.000Z', type: 'run.resumed' },
})

/** A run whose events lie in a database; `write` tells this process of them or, like another process, does not. */
function someRun() {
  const stored: RunMessage[] = []
  const listeners = new Set<(messages: readonly RunMessage[]) => void>()
  let reads = 0
  return {
    reads: () => reads,
    listeners,
    write: (seqs: readonly number[], { told }: { told: boolean }) => {
      stored.push(...seqs.map(message))
      if (told) for (const listener of listeners) listener(seqs.map(message))
    },
    eventsAfter: async (_run: string, seq: number) => {
      reads += 1
      return stored.filter(one => one.seq > seq).slice(0, EVENT_PAGE)
    },
    onEvents: (_run: string, listener: (messages: readonly RunMessage[]) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const numbers = (messages: readonly RunMessage[] | void) => (messages ?? []).map(({ seq }) => seq)

it('replays what has happened page by page, then hands on what is told without asking the database', async () => {
  const run = someRun()
  const all = Array.from({ length: EVENT_PAGE + 1 }, (_event, at) => at + 1)
  run.write(all, { told: false })
  const events = followEvents(run, 'r', { after: 0, quietMs: 60_000 })
  const next = async () => numbers((await events.next()).value)
  expect([...(await next()), ...(await next())]).toEqual(all)
  const waiting = next()
  await new Promise(setImmediate)
  run.write([502], { told: true })
  expect(await waiting).toEqual([502])
  run.write([503], { told: true })
  run.write([504], { told: true })
  expect(await next()).toEqual([503, 504])
  expect(run.reads()).toBe(2)
})

it('asks the database when something lies between, and leaves out what it has handed on', async () => {
  const run = someRun()
  run.write([1], { told: false })
  const events = followEvents(run, 'r', { quietMs: 60_000 })
  const next = async () => numbers((await events.next()).value)
  expect(await next()).toEqual([1])
  run.write([2], { told: false })
  run.write([3], { told: true })
  expect(await next()).toEqual([2, 3])
  run.write([1], { told: true })
  const waiting = next()
  await new Promise(setImmediate)
  run.write([4], { told: true })
  expect(await waiting).toEqual([4])
  expect(run.reads()).toBe(2)
})

it('finds what another process wrote after a quiet time, and ends when nobody wants more', async () => {
  const run = someRun()
  const over = new AbortController()
  const events = followEvents(run, 'r', { quietMs: 5, until: over.signal })
  const next = async () => numbers((await events.next()).value)
  expect(await next()).toEqual([])
  run.write([1], { told: false })
  expect(await next()).toEqual([1])
  const last = events.next()
  over.abort()
  expect((await last).done).toBe(true)
  expect(run.listeners.size).toBe(0)
})
