import { expect, test } from 'vitest'
import type { RunMessage } from '#shared/api/runs.ts'
import { followRun, type Source } from './run-stream.ts'

const started = (seq: number): string =>
  JSON.stringify({ seq, event: { type: 'run.started', at: '2026-11-23T14:32:00Z', plan: 'abc' } })

const follow = (after = 0) => {
  const heard: RunMessage[] = []
  const states: string[] = []
  const addresses: string[] = []
  let closed = false
  const waits: (() => void)[] = []
  const hears: { open?: () => void; error?: (over: boolean) => void; message?: (text: string) => void } = {}
  const open = (address: string): Source => {
    addresses.push(address)
    return {
      onopen: hear => {
        hears.open = hear
      },
      onerror: hear => {
        hears.error = hear
      },
      onmessage: hear => {
        hears.message = hear
      },
      close: () => {
        closed = true
      },
    }
  }
  const stop = followRun({
    run: 'run_1',
    after,
    open,
    onMessage: message => heard.push(message),
    onConnection: state => states.push(state),
    later: work => waits.push(work),
  })
  const wait = () => {
    for (const work of waits.splice(0)) work()
  }
  return { heard, states, addresses, hears, stop, wait, isClosed: () => closed }
}

test('events come once and in order, also when a reconnection sends some again', () => {
  const { heard, hears } = follow()
  for (const seq of [1, 2, 3, 2, 3, 4]) hears.message?.(started(seq))
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
})

test('it goes on after the last event that is known', () => {
  const { addresses, heard, hears } = follow(7)
  expect(addresses).toEqual(['/api/runs/run_1/events?after=7'])
  hears.message?.(started(7))
  hears.message?.(started(8))
  expect(heard.map(({ seq }) => seq)).toEqual([8])
})

test('what is no event of a run is left out', () => {
  const { heard, hears } = follow()
  hears.message?.('{')
  hears.message?.('{"seq":1,"event":{"type":"run.exploded"}}')
  expect(heard).toEqual([])
})

test('a lost connection is said, and that it is back', () => {
  const { states, hears, stop, isClosed } = follow()
  hears.error?.(false)
  hears.open?.()
  expect(states).toEqual(['lost', 'open'])
  stop()
  expect(isClosed()).toBe(true)
})

test('where the browser gives up, because a server that starts refuses it, it is asked anew after the last event', () => {
  const { heard, states, addresses, hears, wait } = follow()
  hears.message?.(started(1))
  hears.error?.(true)
  wait()
  hears.open?.()
  hears.message?.(started(2))
  expect(addresses).toEqual(['/api/runs/run_1/events?after=0', '/api/runs/run_1/events?after=1'])
  expect(states).toEqual(['lost', 'open'])
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2])
})

test('once stopped, it asks no more', () => {
  const { addresses, hears, stop, wait } = follow()
  hears.error?.(true)
  stop()
  wait()
  expect(addresses).toHaveLength(1)
})
