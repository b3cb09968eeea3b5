import { Pool, type PoolClient } from 'pg'

type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

/**
 * A way into a pool of one connection for work that can wait. Of everything that runs want to write, one thing at a time
 * stands in the pool's queue, so that a request of a person waits for that one and not for all of it.
 */
export class BackgroundPool extends Pool {
  readonly #pool: Pool
  readonly #patienceMs: number
  #last: Promise<void> = Promise.resolve()

  /** `patienceMs` is the longest wait for a turn: a call beside an open transaction then is an error and not a hang. */
  constructor(pool: Pool, patienceMs: number) {
    super({ max: 1 })
    this.#pool = pool
    this.#patienceMs = patienceMs
  }

  override connect(): Promise<PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<PoolClient> | void {
    const connected = this.#take()
    if (callback === undefined) return connected
    connected.then(
      client => callback(undefined, client, flaw => client.release(Boolean(flaw))),
      (error: unknown) =>
        callback(error instanceof Error ? error : new Error(String(error)), undefined, () => {}),
    )
  }

  async #take(): Promise<PoolClient> {
    const before = this.#last
    let leave = (): void => {}
    this.#last = new Promise(resolve => {
      leave = resolve
    })
    try {
      await inTime(before, this.#patienceMs)
      const client = await this.#pool.connect()
      const release = client.release.bind(client)
      client.release = error => {
        leave()
        release(error)
      }
      return client
    } catch (error) {
      void before.then(leave)
      throw error
    }
  }
}

async function inTime(turn: Promise<void>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('timeout exceeded when trying to connect')), patienceMs)
  })
  await Promise.race([turn, late]).finally(() => clearTimeout(timer))
}
