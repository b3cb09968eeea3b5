const MOST = 40

/** Suggestions that hold every word of the text and are not taken yet; those that start with it come first. */
export const matching = (
  suggestions: readonly string[],
  text: string,
  taken: readonly string[],
): readonly string[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const first = words[0] ?? ''
  return suggestions
    .filter(offer => !taken.includes(offer) && words.every(word => offer.toLowerCase().includes(word)))
    .toSorted((a, b) => Number(b.startsWith(first)) - Number(a.startsWith(first)))
    .slice(0, MOST)
}
