/** Decoded form or query data before types are known: text, or fields by name (array positions are names too). */
export type RawValue = string | number | boolean | null | RawFields
export type RawFields = { [name: string]: RawValue }

/** Decodes `a[b][0]=x&list[]=y` as Stripe reads it: brackets literal or encoded, `+` for a space. */
export function decodeForm(text: string): RawFields {
  const root: RawFields = {}
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1))
    if (!name.includes('[')) root[safe(name)] = value
    else place(root, segmentsOf(name), value)
  }
  return root
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function segmentsOf(name: string): readonly string[] {
  let open = name.indexOf('[')
  const segments = [name.slice(0, open)]
  while (open >= 0) {
    const close = name.indexOf(']', open)
    if (close < 0) break
    segments.push(name.slice(open + 1, close))
    open = name.indexOf('[', close)
  }
  return segments
}

/** A prototype's name as a field name would change every object. */
function safe(name: string): string {
  return name === '__proto__' ? '_proto_' : name
}

function place(root: RawFields, segments: readonly string[], value: string): void {
  let at = root
  segments.forEach((segment, index) => {
    const name = segment === '' ? String(Object.keys(at).length) : safe(segment)
    if (index === segments.length - 1) {
      at[name] = value
      return
    }
    const existing = at[name]
    const next: RawFields = typeof existing === 'object' && existing !== null ? existing : {}
    at[name] = next
    at = next
  })
}
