import { expect, test } from 'vitest'
import { flagship } from '#shared/templates/flagship.ts'
import { readRecording, recordingOf, serialiseRecording } from './recording.ts'
import type { RunDetail, RunMessage } from './runs.ts'

const at = '2026-11-23T14:32:00.000Z'
const { document } = flagship

const detail = (status: RunDetail['run']['status'], response: unknown = null): RunDetail => ({
  run: {
    id: 'run_1',
    flow: 'flow_1',
    name: document.name,
    status,
    target: 'simulator',
    account: 'simulator',
    scenario: null,
    months: 1,
    plan: 'a1',
    reconciled: true,
    cleanup: 'none',
    reason: null,
    createdAt: at,
    updatedAt: at,
  },
  operations: [
    {
      operation: 'cus.create',
      title: 'Create customer',
      block: 'cus',
      trigger: null,
      element: 0,
      call: 'customers.create',
      status: 'succeeded',
      attempt: 1,
      idempotencyKey: 'sluice_1',
      onAccount: null,
      request: {},
      response,
      error: null,
      objectId: 'cus_1',
      startedAt: at,
      durationMs: 3,
    },
  ],
  objects: [],
  ledger: [],
  reconciliation: { reconciled: true, rows: [], entries: [] },
  lastEvent: 2,
})
const events: readonly RunMessage[] = [
  { seq: 1, event: { type: 'run.started', at, plan: 'a1' } },
  { seq: 2, event: { type: 'run.finished', at, outcome: 'succeeded' } },
]

test('a run that is over is recorded, and read again as it was', () => {
  const recording = recordingOf(document, detail('succeeded'), events)
  expect(recording?.recordedAt).toBe(at)
  expect(recording && readRecording(serialiseRecording(recording))).toEqual({ recording })
})

test('a run that goes on, or of which the end was not heard, is no recording', () => {
  expect(recordingOf(document, detail('paused'), events)).toBeNull()
  expect(recordingOf(document, detail('succeeded'), events.slice(0, 1))).toBeNull()
})

test.for(['sk_test_51Habc', 'whsec_abcdef12', 'pi_3Px_secret_9aZ'])('the file does not hold %s', secret => {
  const recording = recordingOf(document, detail('succeeded', { note: `it is ${secret}` }), events)
  const text = recording && serialiseRecording(recording)
  expect(text).toContain('it is [redacted]')
  expect(text).not.toContain(secret)
})

test.for([
  ['a flow', JSON.stringify(document), null],
  ['no JSON', '{', null],
  ['a later version', '{"recording":2}', { problem: { code: 'unknown-version' } }],
  ['a part', '{"recording":1,"recordedAt":"x"}', { problem: { code: 'invalid', place: 'document' } }],
] as const)('%s is told from a recording', ([, text, expected]) => {
  const read = readRecording(text)
  if (expected === null) expect(read).toBeNull()
  else expect(read).toMatchObject(expected)
})
