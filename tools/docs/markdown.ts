/** First line of every generated page. */
export const generated = '<!-- Written by `npm run docs` from the definitions. Do not edit. -->'

/** A Markdown table; nothing when it has no rows. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line), '']
}

/** A source as a link where it is an address, as text where it is not. */
export function sourceText(source: string): string {
  return /^https:\/\/\S+$/.test(source) ? `<${source}>` : source
}
