import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FromPglite, PgliteStart, ToPglite } from './pglite-worker.ts'

/** A Postgres in a worker thread, spoken to in the wire protocol by one connection at a time. */
export type PgliteProcess = {
  /** A stream for `pg` that starts a new session on the thread. */
  readonly connect: () => Duplex
  /** The data directory as a tar, to start other directories from. */
  readonly dump: () => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

type PgliteOptions = { readonly dataDir: string | null; readonly seedArchive: string | null }

/**
 * Starts Postgres on `dataDir` (null = in memory). A new directory is made under `<dir>.init`, from the seed
 * archive when there is one, and renamed when it is complete: a process that dies half-way would leave one
 * that nobody can open.
 */
export async function startPglite({ dataDir, seedArchive }: PgliteOptions): Promise<PgliteProcess> {
  if (dataDir === null || existsSync(dataDir)) return start({ dataDir, unpacked: null })
  const unfinished = `${dataDir}.init`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(dirname(dataDir), { recursive: true })
  if (seedArchive !== null) return start({ dataDir, unpacked: { archive: seedArchive, unfinished } })
  await (await start({ dataDir: unfinished, unpacked: null })).close()
  await rename(unfinished, dataDir)
  return start({ dataDir, unpacked: null })
}

/**
 * Starts the thread's program: JavaScript beside or above the bundle, or, in development, the TypeScript file
 * beside this one, for which the thread first loads tsx (its `--import` form does not reach threads).
 */
function startWorker(workerData: PgliteStart): Worker {
  if (import.meta.url.endsWith('.ts')) {
    const tsx = import.meta.resolve('tsx/esm/api')
    const program = new URL('./pglite-worker.ts', import.meta.url).href
    const load = `import(${JSON.stringify(tsx)}).then(tsx => { tsx.register(); return import(${JSON.stringify(program)}) })`
    return new Worker(load, { eval: true, workerData })
  }
  for (const place of ['./pglite-worker.js', '../pglite-worker.js']) {
    const file = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(file))) return new Worker(file, { workerData })
  }
  throw new Error('The build is incomplete: pglite-worker.js is missing. Run `npm run build`.')
}

async function start(options: PgliteStart): Promise<PgliteProcess> {
  const worker = startWorker(options)
  const post = (message: ToPglite): void => worker.postMessage(message, [])
  // A thread that has put its data away takes its time to end, most of what stopping a server took: nobody waits for that.
  const closed = new Promise<void>(resolve => {
    worker.once('exit', () => resolve())
    worker.on('message', (message: FromPglite) => {
      if (message instanceof Uint8Array || message.type !== 'closed') return
      worker.unref()
      resolve()
    })
  })
  let stream: WireStream | null = null
  const failed = (error: Error): void => {
    stream?.destroy(error)
  }
  const seeds: ((archive: Uint8Array) => void)[] = []

  await new Promise<void>((resolve, reject) => {
    worker.on('error', error => {
      reject(error)
      failed(error instanceof Error ? error : new Error(String(error)))
    })
    worker.on('message', (message: FromPglite) => {
      if (message instanceof Uint8Array) stream?.push(message)
      else if (message.type === 'seed') seeds.shift()?.(message.archive)
      else if (message.type === 'ready') resolve()
      else if (message.type === 'failed') {
        const error = new Error(`The embedded database failed: ${message.message}`)
        reject(error)
        failed(error)
      }
    })
  })

  return {
    connect: () => {
      stream = new WireStream(post)
      return stream
    },
    dump: () =>
      new Promise(resolve => {
        seeds.push(resolve)
        post('dump')
      }),
    close: () => {
      post('close')
      return closed
    },
  }
}

/** What `pg` takes for a socket: whole messages go to the thread, its answers come back as data. */
class WireStream extends Duplex {
  readonly #post: (message: ToPglite) => void

  constructor(post: (message: ToPglite) => void) {
    super({ decodeStrings: true, emitClose: true })
    this.#post = post
  }

  connect(): this {
    this.#post('reset')
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#post(new Uint8Array(chunk))
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#post(new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))))
    done()
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }
}
