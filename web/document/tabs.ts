import type { GraphPatch } from '#shared/flow/edits.ts'

/** What tabs tell each other about one flow. */
type Word =
  | { readonly type: 'patch'; readonly patch: GraphPatch; readonly seq: number }
  | { readonly type: 'ask'; readonly by: string }
  | { readonly type: 'ready'; readonly for: string }

/** What a tab does when it becomes the one that edits, or one that follows. */
export type TabEvents = {
  /** This tab edits now: read what was kept, then let the person work. */
  readonly onEditing: () => void
  /** Another tab edits. */
  readonly onElsewhere: () => void
  /** Another tab asks to edit: stop changing, and keep everything. */
  readonly onHandOver: () => Promise<void>
  readonly onPatch: (patch: GraphPatch, seq: number) => void
}

/** What is needed of the browser's Web Locks. */
export type Locks = {
  request(
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => Promise<void>,
  ): Promise<unknown>
}

/** The browser's means, given from outside so that tests can have their own. */
export type TabMeans = {
  readonly locks: Locks | undefined
  readonly channel: (name: string) => BroadcastChannel
  /** Names this tab among the others. */
  readonly tab: string
  /** How long the tab that edits may take to hand over, in milliseconds. */
  readonly patience: number
}

/** A tab's part in a flow that several tabs may show. */
export type TabSession = {
  /** Tells the other tabs what was changed here. */
  tell(patch: GraphPatch, seq: number): void
  /** Asks the tab that edits to hand over; one that does not answer is overruled. */
  takeOver(): void
  leave(): void
}

/** Joins a flow: the first tab edits, the others follow until they take over or the first one closes. */
export const joinFlow = (flowId: string, events: TabEvents, means: TabMeans): TabSession => {
  const { locks, tab, patience } = means
  const name = `sluice:${flowId}`
  const channel = means.channel(name)
  const left = new AbortController()
  let letGo: (() => void) | null = null
  let asked: ReturnType<typeof setTimeout> | undefined

  const say = (word: Word): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays within one origin
    channel.postMessage(word)
  }

  const hold = async (): Promise<void> => {
    clearTimeout(asked)
    events.onEditing()
    await new Promise<void>(resolve => {
      letGo = resolve
    })
  }

  const lost = (error: unknown): void => {
    const taken = error instanceof DOMException && error.name === 'AbortError'
    if (!taken) throw error
    if (left.signal.aborted) return
    letGo = null
    events.onElsewhere()
    wait()
  }

  const wait = (): void => {
    locks?.request(name, { signal: left.signal }, hold).catch(lost)
  }

  const take = (): void => {
    clearTimeout(asked)
    if (letGo || left.signal.aborted) return
    locks?.request(name, { steal: true }, hold).catch(lost)
  }

  const begin = async (): Promise<void> => {
    if (!locks) {
      events.onEditing()
      return
    }
    await locks.request(name, { ifAvailable: true }, async lock => {
      if (lock) {
        await hold()
        return
      }
      events.onElsewhere()
      wait()
    })
  }
  begin().catch(lost)

  const handOver = async (by: string): Promise<void> => {
    if (!letGo) return
    await events.onHandOver()
    say({ type: 'ready', for: by })
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (data.type === 'patch') events.onPatch(data.patch, data.seq)
    else if (data.type === 'ask') void handOver(data.by)
    else if (data.for === tab) take()
  })

  return {
    tell: (patch, seq) => say({ type: 'patch', patch, seq }),
    takeOver: () => {
      say({ type: 'ask', by: tab })
      asked = setTimeout(take, patience)
    },
    leave: () => {
      clearTimeout(asked)
      left.abort()
      letGo?.()
      channel.close()
    },
  }
}
