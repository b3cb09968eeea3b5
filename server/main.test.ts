import { afterEach, expect, it, vi } from 'vitest'
import { stopOnSignals } from './main.ts'

afterEach(() => void vi.restoreAllMocks())

/** What a process does about signals, and with which code it ends; null as long as it goes on. */
const listening = (stop: () => Promise<void>, limitMs?: number) => {
  const on = vi.spyOn(process, 'on').mockReset().mockReturnValue(process)
  const ended: { code: number | null } = { code: null }
  const end = (code: number): void => {
    ended.code ??= code
  }
  stopOnSignals({ stop }, end, limitMs)
  const [...heard] = on.mock.calls
  const send = (signal: string): void => {
    for (const [name, listener] of heard) if (name === signal) listener()
  }
  return { ended, send }
}

const never = (): Promise<void> => new Promise(() => {})

it.for(['SIGTERM', 'SIGINT'])('%s stops the server and ends well', async signal => {
  const stop = vi.fn(() => Promise.resolve())
  const { ended, send } = listening(stop)
  expect(stop).not.toHaveBeenCalled()
  send(signal)
  await expect.poll(() => ended.code).toBe(0)
  expect(stop).toHaveBeenCalledOnce()
})

it('what does not come to an end is ended all the same, when its time is over', async () => {
  const { ended, send } = listening(never, 50)
  send('SIGTERM')
  expect(ended.code).toBeNull()
  await expect.poll(() => ended.code).toBe(1)
})

it('a second signal ends it at once, and so does a stop that fails', async () => {
  const impatient = listening(never)
  impatient.send('SIGTERM')
  impatient.send('SIGINT')
  expect(impatient.ended.code).toBe(1)
  const failing = listening(() => Promise.reject(new Error('the disk is full')))
  failing.send('SIGTERM')
  await expect.poll(() => failing.ended.code).toBe(1)
})
