import { DOCUMENT_VERSION } from './document.ts'

type Json = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const COMMON = new Set(['id', 'kind', 'label', 'disabled', 'onAccount', 'metadata'])

const blockFromSketch = (block: Json): [string, Json] => {
  const members = Object.entries(block)
  return [
    String(block['id']),
    {
      ...Object.fromEntries(members.filter(([name]) => COMMON.has(name))),
      label: typeof block['label'] === 'string' ? block['label'] : String(block['id']),
      props: Object.fromEntries(members.filter(([name]) => !COMMON.has(name))),
    },
  ]
}

const LETTERS: Readonly<Record<string, readonly [out: string, into: string]>> = {
  m: ['money-out', 'money-in'],
  e: ['event-out', 'event-in'],
}

/** Reference ports are named after what they give; only some kinds are called otherwise. */
const GIVES: Readonly<Record<string, string>> = {
  'connected-account': 'account',
  'payment-element': 'element',
}

const connectionFromSketch = (
  text: unknown,
  index: number,
  kinds: ReadonlyMap<string, string>,
): [string, Json] => {
  const [, from = '', letter = '', to = ''] = /^(\w+)\.([mer])>(\w+)$/.exec(String(text)) ?? []
  const kind = kinds.get(from) ?? ''
  const given = GIVES[kind] ?? kind
  const [out, into] = LETTERS[letter] ?? [given, given]
  const id = `c${String(index + 1).padStart(2, '0')}`
  return [id, { id, from: { block: from, port: out }, to: { block: to, port: into } }]
}

/** Version 0 was a sketch: lists of blocks with their properties beside `id` and `kind`, connections as `a.m>b`. */
const fromSketch = (document: Json): Json => {
  const blocks = listOf(document['blocks']).filter(isRecord)
  const kinds = new Map(blocks.map(block => [String(block['id']), String(block['kind'])]))
  const connections = listOf(document['connections']).map((text, index) =>
    connectionFromSketch(text, index, kinds),
  )
  return {
    version: 1,
    name: document['name'] ?? 'Untitled',
    graph: {
      platform: document['platform'],
      blocks: Object.fromEntries(blocks.map(blockFromSketch)),
      connections: Object.fromEntries(connections),
    },
    layout: {},
    parts: { scenarios: {}, groups: {}, suppressions: {} },
  }
}

/** One function per old version: what makes a document of that version one of the next. */
const MIGRATIONS: ReadonlyMap<number, (document: Json) => Json> = new Map([[0, fromSketch]])

/** Version of raw JSON: what it says, or 0 for a sketch, which says nothing and lists its blocks. Null = not a flow at all. */
export const versionOf = (raw: unknown): number | null => {
  if (!isRecord(raw)) return null
  if (typeof raw['version'] === 'number') return raw['version']
  return Array.isArray(raw['blocks']) ? 0 : null
}

/** Brings raw JSON of a known older version to the current one, step by step; newer or unknown versions come back as they are. */
export const migrate = (raw: unknown): unknown => {
  let current = raw
  for (let version = versionOf(current); version !== null && version < DOCUMENT_VERSION; version += 1) {
    const migration = MIGRATIONS.get(version)
    if (!migration || !isRecord(current)) return current
    current = migration(current)
  }
  return current
}
