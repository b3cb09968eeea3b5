import type { Block } from '#shared/flow/graph.ts'

/** A text of a block that holds a key: the property (or `label`, `metadata`) and how the key starts. */
export type Secret = { readonly field: string; readonly prefix: string }

const SECRET = /\b(sk_|rk_|whsec_)[A-Za-z0-9_]{4,}/g

const prefixIn = (value: unknown): string | null => {
  if (typeof value === 'string') return value.match(SECRET)?.[0].replace(/_.*$/, '_') ?? null
  if (typeof value !== 'object' || value === null) return null
  for (const member of Object.values(value)) {
    const prefix = prefixIn(member)
    if (prefix !== null) return prefix
  }
  return null
}

const find = (block: Block): readonly Secret[] =>
  Object.entries({ label: block.label, metadata: block.metadata, ...block.props }).flatMap(
    ([field, value]) => {
      const prefix = prefixIn(value)
      return prefix === null ? [] : [{ field, prefix }]
    },
  )

const known = new WeakMap<Block, readonly Secret[]>()

/** Places of a block that hold a secret key or signing secret. */
export const secretsOf = (block: Block): readonly Secret[] => {
  const before = known.get(block)
  if (before) return before
  const secrets = find(block)
  known.set(block, secrets)
  return secrets
}

/** A text with every key in it cut down to its prefix. */
export const masked = (text: string): string => text.replaceAll(SECRET, '$1…')

/** A value without the keys in it. */
export const scrubbed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll(SECRET, '')
  if (Array.isArray(value)) return value.map(scrubbed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, scrubbed(member)]))
}

const SECRET_TEXT = /\b(?:[sr]k_(?:live|test)_|whsec_|ek_(?:live|test)_)\w+|\b\w+_secret_\w+/g

/** What stands where a key or secret stood. */
export const HIDDEN = '[redacted]'

/** A text that an API sent or got, without keys, signing secrets and client secrets. */
export const redactText = (text: string): string => text.replaceAll(SECRET_TEXT, HIDDEN)
