/** Plain JSON, as parameters go out and answers come in. */
export type Json = string | number | boolean | null | Json[] | JsonObject
/** A JSON object. */
export type JsonObject = { [key: string]: Json }

/** Any value as plain JSON: objects that know their JSON form say it, functions and undefined members go. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object') return null
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const said: unknown = Reflect.apply(value.toJSON, value, [])
    return toJson(said)
  }
  return toJsonObject(value)
}

/** `toJson` of an object that is no array. */
export function toJsonObject(value: object): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined && typeof member !== 'function')
      .map(([name, member]) => [name, toJson(member)]),
  )
}

/** True for an object that is neither null nor an array. */
export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text as it is, anything else as JSON. */
export const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
