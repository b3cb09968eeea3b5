/** Edit distance of two words, at most `limit` + 1. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** The known word that is most like a mistyped one; null when none is within a third of its length. */
export const nearestWord = (word: string, known: Iterable<string>): string | null => {
  let best: string | null = null
  let least = Math.floor(Math.min(word.length, 60) / 3) + 1
  for (const candidate of known) {
    const away = distance(word.slice(0, 80), candidate, least)
    if (away >= least) continue
    least = away
    best = candidate
  }
  return best
}
