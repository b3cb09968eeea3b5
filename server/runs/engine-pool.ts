import { Pool, type PoolClient } from 'pg'

type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

/**
 * The engine's way into the database, which can be closed before the engine is. An engine that shuts down tells the
 * workflows under way that it is not running, and would write that down as their result; with the way closed it cannot,
 * and the next start finds them as a killed process would have left them.
 */
export class EnginePool extends Pool {
  readonly #pool: Pool
  #isClosed = false

  constructor(pool: Pool) {
    super({ max: 1 })
    this.#pool = pool
  }

  /** From now on nothing is written; statements under way end. */
  close(): void {
    this.#isClosed = true
  }

  override connect(): Promise<PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<PoolClient> | void {
    if (!this.#isClosed) return callback === undefined ? this.#pool.connect() : this.#pool.connect(callback)
    const error = new Error('the engine is stopping')
    if (callback === undefined) return Promise.reject(error)
    callback(error, undefined, () => {})
  }
}
