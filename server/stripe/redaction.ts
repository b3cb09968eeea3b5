import { HIDDEN, redactText } from '#shared/check/secrets.ts'
import type { Json, JsonObject } from '../json.ts'

const SECRET_MEMBERS = new Set(['client_secret', 'secret', 'api_key', 'ephemeral_key_secret', 'password'])

/** The value without keys and secrets: members that hold one by their name, and texts that look like one. */
export function redact(value: Json): Json {
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) return value.map(redact)
  if (value === null || typeof value !== 'object') return value
  return redactObject(value)
}

/** `redact` of an object. An account link's address lets its reader in, so it is one of the secrets. */
export function redactObject(value: JsonObject): JsonObject {
  const isLink = value.object === 'account_link' || value.object === 'v2.core.account_link'
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const hidden = typeof member === 'string' && (SECRET_MEMBERS.has(name) || (isLink && name === 'url'))
      return [name, hidden ? HIDDEN : redact(member)]
    }),
  )
}
