import { isSame, leavesOf, told } from '#shared/plan/existing/compare.ts'
import { readPath } from '#shared/plan/read-path.ts'

/** A member of an object that is not as the run left it. */
export type FieldDrift = { readonly path: string; readonly made: string; readonly now: string }

/** Stripe sets it by itself when an object is made, and a person in the Dashboard unsets it: the object is archived. */
const WATCHED = ['active']

/**
 * What of an object has changed since a run made it. `sent` is what the run asked for, call by call; `made` is the API's
 * last answer to it. What the API answered otherwise than asked is its own affair and not compared.
 */
export const driftOf = (sent: readonly object[], made: object, now: object): readonly FieldDrift[] => {
  const asked = new Map(
    sent.flatMap(params => Object.entries(params).flatMap(([name, value]) => leavesOf(value, name))),
  )
  const kept = [...asked].filter(([path, value]) => isSame(value, readPath(made, path))).map(([path]) => path)
  return [...new Set([...kept, ...WATCHED])].flatMap(path => {
    const [before, after] = [told(readPath(made, path)), told(readPath(now, path))]
    return before === after ? [] : [{ path, made: before, now: after }]
  })
}
