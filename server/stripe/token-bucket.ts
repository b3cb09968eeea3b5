/** Lets `perSecond` callers pass each second, evenly after a first burst of that many. */
export function tokenBucket(perSecond: number): () => Promise<void> {
  let free = perSecond
  let at = performance.now()
  return async () => {
    const now = performance.now()
    free = Math.min(perSecond, free + ((now - at) / 1000) * perSecond)
    at = now
    free -= 1
    if (free >= 0) return
    const wait = (-free / perSecond) * 1000
    await new Promise(resolve => {
      setTimeout(resolve, wait)
    })
  }
}
