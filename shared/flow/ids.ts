/** Branded ids. This is the only file that may assert a brand. */

/** A string that names one kind of thing. */
export type Id<Name extends string> = string & { readonly __id: Name }
/** Names a block of a document. */
export type BlockId = Id<'block'>
/** Names a connection of a document. */
export type ConnectionId = Id<'connection'>
/** Names an operation of a plan: the block's id and a word (`qA.create`). */
export type OperationId = Id<'operation'>

/** What an id may look like: it is a key of the document, part of file names and of idempotency keys. */
export const ID_PATTERN = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/

/** The text as a block id. */
export const blockId = (text: string): BlockId => text as BlockId
/** The text as a connection id. */
export const connectionId = (text: string): ConnectionId => text as ConnectionId
/** The text as an operation id. */
export const operationId = (text: string): OperationId => text as OperationId

/** Keys of a record whose keys are ids (`Object.keys` forgets the brand). */
export const idsOf = <K extends string>(record: Readonly<Record<K, unknown>>): K[] =>
  Object.keys(record) as K[]

/** Entries of a record whose keys are ids (`Object.entries` forgets the brand). */
export const entriesOf = <K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] =>
  Object.entries(record) as [K, V][]

/** An id that is not taken yet: the word itself, else the word with the smallest number that is free. Deterministic. */
export const freeId = (
  word: string,
  taken: ReadonlySet<string> | Readonly<Record<string, unknown>> | ((id: string) => boolean),
): string => {
  const isTaken = (id: string) =>
    typeof taken === 'function' ? taken(id) : taken instanceof Set ? taken.has(id) : id in taken
  const base =
    word
      .replaceAll(/[^A-Za-z0-9_-]/g, '-')
      .replace(/^[^A-Za-z]+/, '')
      .slice(0, 32) || 'block'
  if (!isTaken(base)) return base
  let number = 2
  while (isTaken(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}
