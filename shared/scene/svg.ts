/** Text that may stand in SVG content and attributes. Characters that XML cannot hold are left out. */
export const escapeXml = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- control characters are what must not get in
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** Attributes of an element; numbers are rounded to hundredths, undefined ones left out. */
const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => {
      if (value === undefined) return []
      return [` ${name}="${typeof value === 'number' ? Math.round(value * 100) / 100 : escapeXml(value)}"`]
    })
    .join('')

/** One element with its content, which must be SVG already. */
export const element = (
  name: string,
  values: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string => `<${name}${attributes(values)}${content === '' ? '/>' : `>${content}</${name}>`}`

/** Average width of a character as a part of the font size: a little more than IBM Plex Sans, for readers without it. */
const CHARACTER = 0.6

/** The text, cut with an ellipsis where it would be wider than `width`. */
export const cutText = (text: string, size: number, width: number): string => {
  const room = Math.floor(width / (size * CHARACTER))
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1)).trimEnd()}…`
}
