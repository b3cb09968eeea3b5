/** How a text is set in a picture. */
export type Face = { readonly size: number; readonly mono?: boolean; readonly bold?: boolean }

const NARROW = /[iljtfrI1.,:;'’|!()[\]/ -]/
const WIDE = /[mwMW@%—]/
const CAPITAL = /[A-Z]/

const widthOf = (letter: string): number => {
  if (NARROW.test(letter)) return 0.36
  if (WIDE.test(letter)) return 0.9
  return CAPITAL.test(letter) ? 0.68 : 0.57
}

/**
 * Width of a text in pixels, without a browser to measure it: rather too wide than too narrow, so that it fits in the
 * fonts that stand in for ours as well.
 */
export const textWidth = (text: string, { size, mono = false, bold = false }: Face): number => {
  if (mono) return text.length * size * 0.61
  const ems = Array.from(text, widthOf).reduce((sum, width) => sum + width, 0)
  return ems * size * (bold ? 1.05 : 1)
}

/** Breaks a text into lines no wider than `width`; a single longer word keeps a line of its own. */
export const wrapText = (text: string, width: number, face: Face): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && textWidth(longer, face) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
