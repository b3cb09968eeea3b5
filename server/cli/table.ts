/** A column of a table for people; numbers read best on the right. */
export type Column = { readonly title: string; readonly align?: 'left' | 'right' }

/** Lines of a table with aligned columns, two spaces apart, titles first unless all are empty. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const titles = columns.map(column => column.title)
  const shown = titles.every(title => title === '') ? rows : [titles, ...rows]
  const widths = columns.map((_, at) => Math.max(0, ...shown.map(row => width(row[at] ?? ''))))
  return shown.map(row =>
    columns
      .map(({ align }, at) => {
        const cell = row[at] ?? ''
        const space = ' '.repeat((widths[at] ?? 0) - width(cell))
        return align === 'right' ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd(),
  )
}

const characters = new Intl.Segmenter('en')

/** Characters as people see them, not UTF-16 units: a name with an emoji keeps its column. */
function width(text: string): number {
  return Array.from(characters.segment(text)).length
}

/** Text broken into lines of at most `columns` characters at spaces; a longer word keeps its line. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last === undefined || width(last) + 1 + width(word) > columns) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
