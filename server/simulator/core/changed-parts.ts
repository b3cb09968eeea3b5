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
  if (!isFields(before) || !isFields(after)) return undefined
  let changed: Record<string, unknown> | undefined
  for (const name in before) {
    const was = before[name]
    const is = after[name]
    if (isSame(was, is)) continue
    changed ??= {}
    changed[name] = name === 'metadata' ? changedKeys(was, is) : was
  }
  return changed
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
  return isFields(was) && isFields(is) && hasSameFields(was, is)
}

function hasSameFields(was: Fields, is: Fields): boolean {
  for (const name in was) if (!isSame(was[name], is[name])) return false
  for (const name in is) if (!(name in was) && (is[name] ?? null) !== null) return false
  return true
}
