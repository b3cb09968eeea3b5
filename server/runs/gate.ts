/** Lets calls to the API through until the server stops; then it holds them back for good and waits for those under way. */
export type Gate = {
  /** Waits for ever once the gate is closed: what it holds goes on in the next process. */
  readonly pass: <T>(call: () => Promise<T>) => Promise<T>
  readonly isClosed: () => boolean
  /** Closes and waits until nothing is under way, at most so long. */
  readonly close: (patienceMs: number) => Promise<void>
}

/** A gate that is open. */
export function openGate(): Gate {
  let closed = false
  let under = 0
  let idle = (): void => {}
  return {
    isClosed: () => closed,
    pass: async call => {
      if (closed) await new Promise<never>(() => {})
      under += 1
      try {
        return await call()
      } finally {
        under -= 1
        if (under === 0) idle()
      }
    },
    close: async patienceMs => {
      closed = true
      if (under === 0) return
      await new Promise<void>(resolve => {
        idle = resolve
        setTimeout(resolve, patienceMs).unref()
      })
    },
  }
}
