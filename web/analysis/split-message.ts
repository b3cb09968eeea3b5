/** A message as a heading and what follows from it. */
export type Said = { readonly title: string; readonly consequence: string }

/** A full stop that ends a sentence: followed by a space and a capital, a digit, a quote or a currency sign. */
const END = /[.!](?=\s+[\p{Lu}\d“$€£¥])/u

/** Where a rule says what it found instead: “… more than arrives, found $159.74”. */
const FOUND = /,? found /

const sentence = (text: string): string => {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`
}

const both = (...sentences: readonly string[]): string => sentences.filter(Boolean).join(' ')

/**
 * The first sentence of a message is its title; what was found and the rule's own reason follow from it. A message of
 * several sentences says its consequence itself.
 */
export const splitMessage = (message: string, why: string): Said => {
  const end = END.exec(message)
  if (end) return { title: message.slice(0, end.index), consequence: message.slice(end.index + 1).trim() }
  const found = FOUND.exec(message)
  if (!found) return { title: message.replace(/\.$/, ''), consequence: sentence(why) }
  const what = message.slice(found.index + found[0].length)
  return { title: message.slice(0, found.index), consequence: both(sentence(`Found ${what}`), sentence(why)) }
}
