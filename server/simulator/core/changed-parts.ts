type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What an event tells of an object as it was: the fields that have another value now, of fields within fields only
 * those, of an array all of it, and null for what was not there. Undefined where nothing changed.
 */
export function changedParts(before: object, after: object): Fields | undefined {
  if (before === after) return undefined
  const was = new Map<string, unknown>(Object.entries(before))
  const is = new Map<string, unknown>(Object.entries(after))
  const changed: Record<string, unknown> = {}
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const part = changedValue(was.get(name), is.get(name))
    if (part !== undefined) changed[name] = part
  }
  return Object.keys(changed).length === 0 ? undefined : changed
}

/** A value as it was, as far as it is another one now; undefined where it is the same. */
function changedValue(was: unknown, is: unknown): unknown {
  if (was === is || (was ?? null) === (is ?? null)) return undefined
  if (isFields(was) && isFields(is)) return changedParts(was, is)
  if (Array.isArray(was) && Array.isArray(is) && sameElements(was, is)) return undefined
  return was ?? null
}

function sameElements(was: readonly unknown[], is: readonly unknown[]): boolean {
  return was.length === is.length && was.every((one, index) => changedValue(one, is[index]) === undefined)
}
