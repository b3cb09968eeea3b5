import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'

/** A flow that is kept on this machine. */
export type KeptFlow = {
  readonly id: string
  readonly name: string
  readonly document: FlowDocument
  /** Number of the last patch that the snapshot holds. */
  readonly seq: number
  readonly changedAt: number
}

/** A patch as it is kept: which flow, the how-manieth, and which tab wrote it. */
export type KeptPatch = {
  readonly flow: string
  readonly seq: number
  readonly writer: string
  readonly patch: GraphPatch
  readonly at: number
}

type Schema = DBSchema & {
  flows: { key: string; value: KeptFlow }
  patches: { key: [string, number]; value: KeptPatch }
  settings: { key: string; value: string }
}

/** Another tab has written under the same number: two tabs were editing. */
export class WrittenElsewhere extends Error {}

/** What is kept cannot be read by this version; it stays as it is. The message says why and what to do. */
export class UnreadableFlow extends Error {}

/** What is kept on this machine: a snapshot of every flow, and every patch since. */
export type Journal = {
  /** The document with all its patches, or null when it is not kept here. */
  load(id: string): Promise<{ document: FlowDocument; seq: number } | null>
  /** Every flow, the one that changed last first. */
  list(): Promise<readonly KeptFlow[]>
  /** Keeps a whole document; patches that it holds already are dropped. */
  keep(id: string, document: FlowDocument, state: { seq: number; at: number }): Promise<void>
  /** Keeps patches, all or none. Writing the same ones again changes nothing. */
  append(patches: readonly KeptPatch[]): Promise<void>
  /** Forgets a flow with its patches. */
  forget(id: string): Promise<void>
  /** The flow that was open last. */
  lastOpened(): Promise<string | undefined>
  setLastOpened(id: string): Promise<void>
  close(): void
}

const rangeOf = (id: string, from = 0): IDBKeyRange =>
  IDBKeyRange.bound([id, from], [id, Number.MAX_SAFE_INTEGER])

const upgrade = (database: IDBPDatabase<Schema>): void => {
  database.createObjectStore('flows', { keyPath: 'id' })
  database.createObjectStore('patches', { keyPath: ['flow', 'seq'] })
  database.createObjectStore('settings')
}

/** Opens the journal of this browser. Rejects when the browser keeps nothing (private mode, storage forbidden). */
export const openJournal = async (name = 'sluice'): Promise<Journal> => {
  const database = await openDB<Schema>(name, 1, { upgrade })
  return {
    load: async id => {
      const read = database.transaction(['flows', 'patches'])
      const [kept, patches] = await Promise.all([
        read.objectStore('flows').get(id),
        read.objectStore('patches').getAll(rangeOf(id)),
      ])
      if (!kept) return null
      const { documentFrom } = await import('#shared/flow/read-document.ts')
      const snapshot = documentFrom(kept.document)
      if (!snapshot.document) {
        throw new UnreadableFlow(`${snapshot.problem.message}. ${snapshot.problem.cure}`)
      }
      let { document } = snapshot
      let { seq } = kept
      for (const each of patches) {
        if (each.seq !== seq + 1) continue
        document = applyPatch(document, each.patch).document
        seq = each.seq
      }
      return { document, seq }
    },
    list: async () => (await database.getAll('flows')).toSorted((a, b) => b.changedAt - a.changedAt),
    keep: async (id, document, { seq, at }) => {
      const write = database.transaction(['flows', 'patches'], 'readwrite')
      await Promise.all([
        write.objectStore('flows').put({ id, name: document.name, document, seq, changedAt: at }),
        write.objectStore('patches').delete(IDBKeyRange.bound([id, 0], [id, seq])),
        write.done,
      ])
    },
    append: async patches => {
      const [first] = patches
      if (!first) return
      const write = database.transaction('patches', 'readwrite')
      const there = await write.store.get([first.flow, first.seq])
      if (there && there.writer !== first.writer) {
        write.abort()
        await write.done.catch(() => {}) // It was aborted here, on purpose.
        throw new WrittenElsewhere('Another tab has changed this flow')
      }
      await Promise.all([...patches.map(patch => write.store.put(patch)), write.done])
    },
    forget: async id => {
      const write = database.transaction(['flows', 'patches'], 'readwrite')
      await Promise.all([
        write.objectStore('flows').delete(id),
        write.objectStore('patches').delete(rangeOf(id)),
        write.done,
      ])
    },
    lastOpened: () => database.get('settings', 'open'),
    setLastOpened: async id => {
      await database.put('settings', id, 'open')
    },
    close: () => database.close(),
  }
}
