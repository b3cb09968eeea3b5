import { renameSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { unpack } from './unpack.ts'

/** What the thread is started with: its directory (null = memory), and the archive that is first unpacked to become it. */
export type PgliteStart = {
  readonly dataDir: string | null
  readonly unpacked: { readonly archive: string; readonly unfinished: string } | null
}

/** Messages to the thread: bytes of the wire protocol, or a control word. */
export type ToPglite = Uint8Array | 'reset' | 'dump' | 'close'

/** Messages from the thread. Bytes are wire protocol; `seed` answers `dump`. */
export type FromPglite =
  | Uint8Array
  | { readonly type: 'ready' | 'closed' }
  | { readonly type: 'seed'; readonly archive: Uint8Array }
  | { readonly type: 'failed'; readonly message: string }

const SMALL = ['shared_buffers=16MB', 'max_wal_size=128MB']

/** Simple-query message of the wire protocol. */
function simpleQuery(sql: string): Uint8Array {
  const text = new TextEncoder().encode(`${sql}\0`)
  const message = new Uint8Array(5 + text.length)
  message[0] = 'Q'.charCodeAt(0)
  new DataView(message.buffer).setInt32(1, 4 + text.length)
  message.set(text, 5)
  return message
}

const isStart = (value: unknown): value is PgliteStart =>
  typeof value === 'object' && value !== null && 'dataDir' in value && 'unpacked' in value

async function main(): Promise<void> {
  const port = parentPort
  const given: unknown = workerData
  if (port === null || !isStart(given)) throw new Error('pglite-worker.ts runs as a worker thread only')
  const { dataDir, unpacked } = given
  const answer = (message: FromPglite): void => port.postMessage(message)
  let database: PGlite
  try {
    if (dataDir !== null && unpacked !== null) {
      unpack(unpacked.archive, unpacked.unfinished)
      renameSync(unpacked.unfinished, dataDir)
    }
    database = await PGlite.create({ postgresqlconf: SMALL, ...(dataDir === null ? {} : { dataDir }) })
  } catch (error) {
    answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
    port.close()
    return
  }

  const handle = async (message: ToPglite): Promise<void> => {
    if (message === 'reset') {
      database.execProtocolRawSync(simpleQuery('ROLLBACK'))
      database.execProtocolRawSync(simpleQuery('DISCARD ALL'))
    } else if (message === 'dump') {
      const dump = await database.dumpDataDir('none')
      answer({ type: 'seed', archive: new Uint8Array(await dump.arrayBuffer()) })
    } else if (message === 'close') {
      await database.close()
      answer({ type: 'closed' })
      port.close()
    } else {
      answer(database.execProtocolRawSync(message))
    }
  }
  let last = Promise.resolve()
  port.on('message', (message: ToPglite) => {
    last = last
      .then(() => handle(message))
      .catch((error: unknown) => {
        answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
      })
  })
  answer({ type: 'ready' })
}

await main()
