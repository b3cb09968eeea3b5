import { afterEach, expect, it, vi } from 'vitest'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { joinFlow, type Locks, type TabSession } from './tabs.ts'

type Grant = (lock: Lock | null) => Promise<void>
type Waiting = { grant: Grant; resolve: () => void; reject: (error: unknown) => void }

/** Web Locks for one name, as the browser has them: one holder, a queue, and theft. */
const lockManager = (): Locks => {
  let holder: Waiting | null = null
  const queue: Waiting[] = []
  const hold = (waiting: Waiting): void => {
    holder = waiting
    void waiting.grant({ name: 'flow', mode: 'exclusive' }).then(() => {
      waiting.resolve()
      if (holder !== waiting) return
      holder = null
      const first = queue.shift()
      if (first) hold(first)
    })
  }
  return {
    request: (_name, { ifAvailable, steal, signal }, grant) =>
      new Promise<void>((resolve, reject) => {
        const waiting: Waiting = { grant, resolve, reject }
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
        if (steal) {
          holder?.reject(new DOMException('stolen', 'AbortError'))
          hold(waiting)
        } else if (!holder) hold(waiting)
        else if (ifAvailable) void grant(null).then(resolve)
        else queue.push(waiting)
      }),
  }
}

const sessions: TabSession[] = []
afterEach(() => {
  for (const session of sessions.splice(0)) session.leave()
})

const openTab = (locks: Locks, tab: string, flow: string) => {
  const log: string[] = []
  const session = joinFlow(
    flow,
    {
      onEditing: () => log.push('editing'),
      onElsewhere: () => log.push('elsewhere'),
      onHandOver: async () => {
        log.push('handing over')
      },
      onPatch: (_patch: GraphPatch, seq: number) => log.push(`patch ${seq}`),
    },
    { locks, channel: name => new BroadcastChannel(name), tab, patience: 300 },
  )
  sessions.push(session)
  return { session, log }
}

it('lets the first tab edit and the second follow every change', async () => {
  const locks = lockManager()
  const first = openTab(locks, 'a', 'follow')
  const second = openTab(locks, 'b', 'follow')
  first.session.tell([{ op: 'flow.set', name: 'New' }], 1)
  await vi.waitFor(() => expect(second.log).toEqual(['elsewhere', 'patch 1']))
  expect(first.log).toEqual(['editing'])
})

it('hands over when asked, after everything was kept', async () => {
  const locks = lockManager()
  const first = openTab(locks, 'a', 'hand')
  const second = openTab(locks, 'b', 'hand')
  const third = openTab(locks, 'c', 'hand')
  await vi.waitFor(() => expect(third.log).toEqual(['elsewhere']))
  third.session.takeOver()
  await vi.waitFor(() => expect(third.log).toEqual(['elsewhere', 'editing']))
  expect(first.log).toEqual(['editing', 'handing over', 'elsewhere'])
  expect(second.log).toEqual(['elsewhere'])
})

it('overrules a tab that does not answer', async () => {
  const locks = lockManager()
  const frozen = openTab(locks, 'a', 'frozen')
  frozen.session.tell([], 1)
  const log: string[] = []
  const silent = new BroadcastChannel('unused')
  const second = joinFlow(
    'frozen',
    {
      onEditing: () => log.push('editing'),
      onElsewhere: () => log.push('elsewhere'),
      onHandOver: async () => {},
      onPatch: () => {},
    },
    { locks, channel: () => silent, tab: 'b', patience: 20 },
  )
  sessions.push(second)
  second.takeOver()
  await vi.waitFor(() => expect(log.at(-1)).toBe('editing'))
  expect(frozen.log).toEqual(['editing', 'elsewhere'])
})

it('goes on in the next tab when the first one closes', async () => {
  const locks = lockManager()
  const first = openTab(locks, 'a', 'close')
  const second = openTab(locks, 'b', 'close')
  await vi.waitFor(() => expect(second.log).toEqual(['elsewhere']))
  first.session.leave()
  await vi.waitFor(() => expect(second.log).toEqual(['elsewhere', 'editing']))
})
