import { compileFunction } from 'node:vm'

/**
 * Says that a value has a type. Only for values that were just compared with the schema generated from that very
 * type (parameters by `checkParams`, objects by `complete`) or that this program wrote itself (its journal).
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the one place where a checked value gets its type
export function isChecked<T>(value: unknown): value is T {
  return typeof value === 'object' && value !== null
}

/** Parses what this program, or its generator, wrote. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the text is our own
export function parseOwn<T>(text: string): T {
  const value: unknown = JSON.parse(text)
  if (!isChecked<T>(value)) throw new TypeError('not an object')
  return value
}

/** Compiles a function from source that this program wrote, out of the names in its own schema. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the source is our own
export function compileOwn<F extends (...given: never[]) => unknown>(
  source: string,
  parameters: readonly string[],
): F {
  const compiled: unknown = compileFunction(source, parameters)
  if (!isFunction<F>(compiled)) throw new TypeError('not a function')
  return compiled
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the source is our own
function isFunction<F>(value: unknown): value is F {
  return typeof value === 'function'
}
