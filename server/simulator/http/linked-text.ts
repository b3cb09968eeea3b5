/** A text that is safe inside a page. */
export const escaped = (text: string) =>
  text.replaceAll(/[&<>"']/g, character => `&#${character.codePointAt(0) ?? 0};`)

/** Whether an id leads somewhere: to an object, or to a request that is still listed. */
export type Leads = (id: string) => 'objects' | 'requests' | undefined

/** A value as indented JSON in which every id that leads somewhere is a link. */
export function linkedJson(value: unknown, leads: Leads): string {
  const text = escaped(JSON.stringify(value, null, 2))
  return text.replaceAll(/(&#34;)(\w+)\1/g, (quoted, quote: string, id: string) => {
    const where = leads(id)
    return where === undefined ? quoted : `${quote}<a href="/_sim/${where}/${id}">${id}</a>${quote}`
  })
}

/** A block of text that scrolls, by keyboard too. */
export const textBlock = (title: string, inner: string) =>
  `<pre tabindex="0" role="region" aria-label="${title}">${inner}</pre>`
