import type { DocumentStore } from './document-store.ts'
import { type Journal, type KeptPatch, WrittenElsewhere } from './journal.ts'

/** What autosave needs beside the store: where it keeps, who writes, and the time in milliseconds since the epoch. */
export type AutosaveOptions = {
  readonly journal: Journal
  readonly writer: string
  readonly now: () => number
  /** Called when another tab has written over this one's patches. */
  readonly onConflict: () => void
}

/** So many patches lie beside a snapshot before a new one is taken. */
const PATCHES_PER_SNAPSHOT = 100

/** How long to wait before trying again, in milliseconds. */
const RETRY_AFTER = 4000

const reasonOf = (error: unknown): string => {
  const full =
    typeof error === 'object' && error !== null && 'name' in error && error.name === 'QuotaExceededError'
  if (full) return 'this machine has no room left. Free some, or download the flow as a file.'
  return 'the browser refused to keep it. Download the flow as a file before you close this tab.'
}

/** A running autosave. */
export type Autosave = {
  /** Resolves when everything that was changed so far is kept; rejects when it cannot be. */
  flush(): Promise<void>
  stop(): void
}

/**
 * Keeps every patch the moment it is made. Writes are kept in their order; after one that failed, all that are
 * not known to be kept are written again. Takes a snapshot from time to time.
 */
export const startAutosave = (
  store: DocumentStore,
  { journal, writer, now, onConflict }: AutosaveOptions,
): Autosave => {
  let waiting: KeptPatch[] = []
  /** Number of the last patch that was handed to the journal, whether it is kept by now or not. */
  let handed = 0
  let sinceSnapshot = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const snapshot = async (): Promise<void> => {
    const { flowId, document, seq } = store.use.getState()
    if (!flowId) return
    sinceSnapshot = 0
    await journal.keep(flowId, document, { seq, at: now() })
  }

  const write = async (): Promise<void> => {
    const batch = waiting.filter(patch => patch.seq > handed)
    const last = batch.at(-1)
    if (!last) return
    handed = last.seq
    await journal.append(batch)
    const written = new Set(batch)
    waiting = waiting.filter(patch => !written.has(patch))
    if (waiting.length === 0) store.setSave({ state: 'saved', at: now() })
    if (sinceSnapshot >= PATCHES_PER_SNAPSHOT) await snapshot()
  }

  const attempt = (): void => {
    if (stopped) return
    clearTimeout(retry)
    write().catch((error: unknown) => {
      if (error instanceof WrittenElsewhere) {
        onConflict()
        return
      }
      handed = 0
      store.setSave({ state: 'failed', reason: reasonOf(error) })
      retry = setTimeout(attempt, RETRY_AFTER)
    })
  }

  const unsubscribe = store.onPatch((patch, seq) => {
    const { flowId } = store.use.getState()
    if (!flowId) return
    waiting.push({ flow: flowId, seq, writer, patch, at: now() })
    sinceSnapshot += 1
    if (store.use.getState().save.state !== 'failed') store.setSave({ state: 'saving' })
    attempt()
  })

  return {
    flush: async () => {
      handed = 0
      await write()
      await snapshot()
    },
    stop: () => {
      stopped = true
      clearTimeout(retry)
      unsubscribe()
    },
  }
}
