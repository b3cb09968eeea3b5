import { randomBytes } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import type { FlowSummary } from '#shared/api/flows.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { flows, flowVersions } from './schema.ts'
import type { Storage } from './storage.ts'

/** A flow as it lies in the database: the document is parsed again by whoever uses it. */
export type FlowRecord = FlowSummary & { readonly document: unknown }
/** One saved state. */
export type FlowVersionRecord = {
  readonly revision: number
  readonly name: string
  readonly savedAt: string
  readonly document: unknown
}

/** What a change came to. */
export type Changed =
  | { readonly outcome: 'done'; readonly flow: FlowRecord }
  | { readonly outcome: 'conflict'; readonly flow: FlowRecord }
  | { readonly outcome: 'missing' }

/** Flows and every state in which they were saved. */
export type FlowStore = {
  readonly list: () => Promise<FlowSummary[]>
  readonly create: (document: FlowDocument) => Promise<FlowRecord>
  readonly read: (id: string) => Promise<FlowRecord | null>
  /** Saves over `revision` and nothing else. */
  readonly replace: (id: string, revision: number, document: FlowDocument) => Promise<Changed>
  readonly remove: (id: string, revision: number | null) => Promise<Changed>
  readonly versions: (id: string) => Promise<Omit<FlowVersionRecord, 'document'>[]>
  readonly version: (id: string, revision: number) => Promise<FlowVersionRecord | null>
}

/** An id that nobody guesses and nobody has: `flow_3f…`. */
export const newId = (kind: string): string => `${kind}_${randomBytes(9).toString('hex')}`

const iso = (time: string): string => new Date(time).toISOString()
/** Postgres texts cannot hold NUL; the document itself keeps it. */
const nameOf = (document: FlowDocument): string => document.name.replaceAll('\u0000', '')

/** Flows in the database. */
export function flowStore({ db }: Storage): FlowStore {
  const read = async (id: string): Promise<FlowRecord | null> => {
    const [row] = await db.select().from(flows).where(eq(flows.id, id))
    return row === undefined ? null : { ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }
  }

  const missingOrConflict = async (id: string): Promise<Changed> => {
    const flow = await read(id)
    return flow === null ? { outcome: 'missing' } : { outcome: 'conflict', flow }
  }

  return {
    read,
    list: async () => {
      const rows = await db.select(summaryColumns).from(flows).orderBy(desc(flows.updatedAt), desc(flows.id))
      return rows.map(row => ({ ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }))
    },
    create: async document => {
      const id = newId('flow')
      const name = nameOf(document)
      const row = await db.transaction(async transaction => {
        const [made] = await transaction.insert(flows).values({ id, name, revision: 1, document }).returning()
        await transaction.insert(flowVersions).values({ flowId: id, revision: 1, name, document })
        return made
      })
      if (row === undefined) throw new Error('insert returned no row')
      return { ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }
    },
    replace: async (id, revision, document) => {
      const name = nameOf(document)
      const next = revision + 1
      const row = await db.transaction(async transaction => {
        const [saved] = await transaction
          .update(flows)
          .set({ name, document, revision: next, updatedAt: new Date().toISOString() })
          .where(and(eq(flows.id, id), eq(flows.revision, revision)))
          .returning()
        if (saved === undefined) return null
        await transaction.insert(flowVersions).values({ flowId: id, revision: next, name, document })
        return saved
      })
      if (row === null) return missingOrConflict(id)
      const flow = { ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }
      return { outcome: 'done', flow }
    },
    remove: async (id, revision) => {
      const which = revision === null ? eq(flows.id, id) : and(eq(flows.id, id), eq(flows.revision, revision))
      const [row] = await db.delete(flows).where(which).returning()
      if (row === undefined) return missingOrConflict(id)
      return {
        outcome: 'done',
        flow: { ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) },
      }
    },
    versions: async id => {
      const { revision, name, savedAt } = flowVersions
      const rows = await db
        .select({ revision, name, savedAt })
        .from(flowVersions)
        .where(eq(flowVersions.flowId, id))
        .orderBy(desc(revision))
      return rows.map(row => ({ ...row, savedAt: iso(row.savedAt) }))
    },
    version: async (id, revision) => {
      const [row] = await db
        .select()
        .from(flowVersions)
        .where(and(eq(flowVersions.flowId, id), eq(flowVersions.revision, revision)))
      return row === undefined
        ? null
        : { revision: row.revision, name: row.name, savedAt: iso(row.savedAt), document: row.document }
    },
  }
}

const summaryColumns = {
  id: flows.id,
  name: flows.name,
  revision: flows.revision,
  createdAt: flows.createdAt,
  updatedAt: flows.updatedAt,
}
