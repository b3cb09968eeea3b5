type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What an event tells of an object as it was: the fields that have another value now, each of them whole, as the SDK's
 * types have it; of metadata only the keys that differ, and null for a key that was not there. Undefined where nothing
 * changed.
 */
export function changedParts(before: object, after: object): Fields | undefined {
  const is = new Map<string, unknown>(Object.entries(after))
  const changed = Object.entries(before).filter(([name, was]) => !isSame(was, is.get(name)))
  if (changed.length === 0) return undefined
  return Object.fromEntries(
    changed.map(([name, was]) => [name, name === 'metadata' ? changedKeys(was, is.get(name)) : was]),
  )
}

function changedKeys(was: unknown, is: unknown): unknown {
  if (!isFields(was) || !isFields(is)) return was
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return Object.fromEntries(
    names.filter(name => was[name] !== is[name]).map(name => [name, was[name] ?? null]),
  )
}

/** Whether two values would be written alike. */
function isSame(was: unknown, is: unknown): boolean {
  if (was === is || (was ?? null) === (is ?? null)) return true
  if (Array.isArray(was) && Array.isArray(is))
    return was.length === is.length && was.every((one, index) => isSame(one, is[index]))
  if (!isFields(was) || !isFields(is)) return false
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].every(name => isSame(was[name], is[name]))
}
