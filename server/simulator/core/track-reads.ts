type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The parameters of one level, which of them were looked at, and what was looked at inside of these. */
type Level = {
  readonly fields: Fields
  readonly path: string
  readonly read: Set<string>
  readonly inner: Level[]
}

/**
 * Parameters that note which of them were looked at: what was sent and nobody read is not supported, and the
 * answer says so instead of leaving it out in silence.
 */
export function trackReads(params: Fields): {
  readonly params: Fields
  /** The first parameter that nobody looked at, as `items[0][price]`. */
  readonly firstUnread: () => string | undefined
} {
  const level: Level = { fields: params, path: '', read: new Set(), inner: [] }
  return { params: tracked(level), firstUnread: () => unreadIn(level) }
}

function unreadIn({ fields, path, read, inner }: Level): string | undefined {
  const name = Object.keys(fields).find(key => !read.has(key))
  if (name !== undefined) return path === '' ? name : `${path}[${name}]`
  for (const level of inner) {
    const found = unreadIn(level)
    if (found !== undefined) return found
  }
  return undefined
}

function tracked(level: Level): Fields {
  const wrapped = new Map<string, unknown>()
  return new Proxy(level.fields, {
    get(fields, name) {
      if (typeof name === 'symbol') return undefined
      const value = fields[name]
      level.read.add(name)
      if (typeof value !== 'object' || value === null) return value
      if (!wrapped.has(name)) wrapped.set(name, wrap(value, name, level))
      return wrapped.get(name)
    },
  })
}

/** Metadata is anyone's words: it is kept as it came. */
function wrap(value: unknown, name: string, level: Level): unknown {
  if (name === 'metadata') return value
  const path = level.path === '' ? name : `${level.path}[${name}]`
  if (Array.isArray(value))
    return value.map((element: unknown, index) => wrap(element, String(index), { ...level, path }))
  if (!isFields(value)) return value
  const inner: Level = { fields: value, path, read: new Set(), inner: [] }
  level.inner.push(inner)
  return tracked(inner)
}
