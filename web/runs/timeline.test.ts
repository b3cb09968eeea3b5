import { expect, test } from 'vitest'
import type { RunMessage } from '#shared/api/runs.ts'
import { operationId } from '#shared/flow/ids.ts'
import { playedAt, speedOf, timelineOf, timeOf } from './timeline.ts'

const at = (ms: number): string => new Date(Date.UTC(2026, 10, 23) + ms).toISOString()
const succeeded = (seq: number, ms: number): RunMessage => ({
  seq,
  event: {
    type: 'operation.succeeded',
    at: at(ms),
    operation: operationId('a.create'),
    objectId: 'x',
    durationMs: 1,
  },
})
const started: RunMessage = { seq: 1, event: { type: 'run.started', at: at(0), plan: 'p' } }

test('ticks stand where operations succeeded, and time never goes back', () => {
  const line = timelineOf([started, succeeded(2, 100), succeeded(3, 90), succeeded(4, 1420)])
  expect(line).toEqual({ length: 1420, times: [0, 100, 100, 1420], ticks: [100, 100, 1420] })
})

test('what is cleaned up later is no part of it', () => {
  const cleaned: RunMessage = { seq: 3, event: { type: 'run.cleaned', at: at(60_000), removed: 1, kept: 0 } }
  expect(timelineOf([started, succeeded(2, 100), cleaned])).toEqual({
    length: 100,
    times: [0, 100, 100],
    ticks: [100],
  })
})

test('a place in time and a number of events are two names of one thing', () => {
  const line = timelineOf([started, succeeded(2, 100), succeeded(3, 200)])
  if (!line) throw new Error('no line')
  expect([0, 99, 100, 150, 200].map(time => playedAt(line, time))).toEqual([1, 1, 2, 2, 3])
  expect([0, 1, 2, 3].map(played => timeOf(line, played))).toEqual([0, 0, 100, 200])
})

test('a long run is played in ten seconds, a short one in its own time', () => {
  const lasting = (ms: number) => {
    const line = timelineOf([started, succeeded(2, ms)])
    return line && ms / speedOf(line)
  }
  expect(lasting(1420)).toBe(1420)
  expect(lasting(60_000)).toBe(10_000)
})

test('a run without operations cannot be played', () => {
  expect(timelineOf([])).toBeNull()
  expect(timelineOf([started])).toBeNull()
})
