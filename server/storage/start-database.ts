import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lockDirectory } from './directory-lock.ts'
import { type PgliteProcess, startPglite } from './pglite-process.ts'

/** Where data is kept: a directory with the embedded Postgres, memory (`dataDir` null), or a server. */
export type DatabaseOptions = {
  readonly dataDir: string | null
  readonly databaseUrl?: string | undefined
  /** Archive made by `makeSeedArchive`; a directory started from it is ready in about a second instead of five. */
  readonly seedArchive?: string | undefined
}

/** A database of ours: the embedded one, to which one connection leads, or the address of a server. */
export type Database =
  | {
      readonly kind: 'embedded'
      /** Settled when it has started, or could not. */
      readonly process: Promise<PgliteProcess>
      readonly close: () => Promise<void>
    }
  | { readonly kind: 'postgres'; readonly url: string; readonly close: () => Promise<void> }

/**
 * Takes the data directory and lets the database start. The embedded one does so on a thread of its own and takes most
 * of a server's start: what begins it loads nothing else, so that the rest of the program is loaded meanwhile.
 * @throws DirectoryInUse when another process has the directory open.
 */
export async function startDatabase({
  dataDir,
  databaseUrl,
  seedArchive,
}: DatabaseOptions): Promise<Database> {
  if (databaseUrl !== undefined) return { kind: 'postgres', url: databaseUrl, close: async () => {} }
  const unlock = dataDir === null ? async () => {} : await lockDirectory(dataDir)
  const process = startPglite({
    dataDir: dataDir === null ? null : join(dataDir, 'postgres'),
    seedArchive: seedArchive !== undefined && existsSync(seedArchive) ? seedArchive : null,
  })
  const ended = process.then(
    ({ close }) => close,
    () => async () => {}, // whoever opens it is told why it did not start
  )
  const close = async (): Promise<void> => {
    await (await ended)()
    await unlock()
  }
  return { kind: 'embedded', process, close }
}
