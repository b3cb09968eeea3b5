type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What an event tells of an object as it was: the fields that have another value now. Of an object inside, only its own
 * fields that changed, and so on inwards; lists whole; null for what was not there. Undefined where nothing changed.
 * So it is on Stripe's wire, as recorded events show (`entitlements: { data: […] }` without `url` and `has_more`);
 * its documentation says so of lists alone.
 */
export function changedParts(before: object, after: object): Fields | undefined {
  return isFields(before) && isFields(after) ? partsOf(before, after) : undefined
}

function partsOf(was: Fields, is: Fields): Fields | undefined {
  let changed: Record<string, unknown> | undefined
  for (const name in was) {
    const old = was[name]
    const now = is[name]
    if (old === now) continue
    const told = isFields(old) && isFields(now) ? partsOf(old, now) : wholeOf(old, now)
    if (told === undefined) continue
    changed ??= {}
    changed[name] = told
  }
  for (const name in is) {
    if (name in was || (is[name] ?? null) === null) continue
    changed ??= {}
    changed[name] = null
  }
  return changed
}

/** The former value of a field that is no object now or was none, null for nothing; undefined where it is the same. */
function wholeOf(was: unknown, is: unknown): unknown {
  return isSame(was, is) ? undefined : (was ?? null)
}

/** Whether two values would be written alike. */
function isSame(was: unknown, is: unknown): boolean {
  if (was === is || (was ?? null) === (is ?? null)) return true
  if (Array.isArray(was) && Array.isArray(is))
    return was.length === is.length && was.every((one, index) => isSame(one, is[index]))
  return isFields(was) && isFields(is) && partsOf(was, is) === undefined
}
