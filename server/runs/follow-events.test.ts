import { expect, it } from 'vitest'
import type { RunMessage } from '#shared/api/runs.ts'
import { followEvents } from './follow-events.ts'

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
      return stored.filter(one => one.seq > seq).slice(0, 2)
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
  run.write([1, 2, 3], { told: false })
  const events = followEvents(run, 'r', { after: 0, quietMs: 60_000 })
  const next = async () => numbers((await events.next()).value)
  expect([await next(), await next()]).toEqual([[1, 2], [3]])
  const waiting = next()
  await new Promise(setImmediate)
  const before = run.reads()
  run.write([4], { told: true })
  expect(await waiting).toEqual([4])
  run.write([5], { told: true })
  run.write([6], { told: true })
  expect(await next()).toEqual([5, 6])
  expect(run.reads()).toBe(before)
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
  run.write([4], { told: true })
  expect(await next()).toEqual([4])
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
