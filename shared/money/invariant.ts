/** Throws when a thing that this program guarantees does not hold: our bug, never the user's. */
export function invariant(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(`Internal error: ${message}`)
}
