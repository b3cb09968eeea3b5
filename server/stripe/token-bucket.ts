/** How often callers may pass: so many a second, evenly after a first burst. In no second pass more than both together. */
export type Pace = { readonly perSecond: number; readonly burst: number }

/** Lets callers pass at a pace, in their order. */
export function tokenBucket({ perSecond, burst }: Pace): () => Promise<void> {
  let free = burst
  let at = performance.now()
  return async () => {
    const now = performance.now()
    free = Math.min(burst, free + ((now - at) / 1000) * perSecond)
    at = now
    free -= 1
    if (free >= 0) return
    const wait = (-free / perSecond) * 1000
    await new Promise(resolve => {
      setTimeout(resolve, wait)
    })
  }
}
