/** The value at a path of an API answer (`data.0.payment.payment_intent`); '' is the value itself, undefined when it is not there. */
export const readPath = (value: unknown, path: string): unknown => {
  if (path === '') return value
  let current = value
  for (const name of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Reflect.get(current, name)
  }
  return current
}

/** The number at a path; 0 when there is none. */
export const numberAt = (value: unknown, path: string): number => {
  const found = readPath(value, path)
  return typeof found === 'number' ? found : 0
}

/** The list at a path; empty when there is none. */
export const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found = readPath(value, path)
  return Array.isArray(found) ? found : []
}
