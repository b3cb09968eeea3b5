import { invalidRequest } from './errors.ts'
import { type Clause, parseQuery, type SearchFields } from './search-query.ts'
import type { ApiKind } from './stripe-types.ts'
import type { World } from './world.ts'

/** New objects are found after this long; Stripe says “under a minute”. */
const LAG_SECONDS = 1

/** Where a result keeps how many it found in all: told only when asked for with `expand`, and never written out. */
const FOUND = Symbol('found')

function valueAt(row: unknown, path: readonly string[]): unknown {
  let value = row
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map<string, unknown>(Object.entries(value)).get(name)
  }
  return value
}

const COMPARED: Readonly<Record<'=' | '>' | '<' | '>=' | '<=', (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Fields that are searched under a name of their own, and where an object has them. */
const PLACES: Readonly<Record<string, string>> = {
  'invoice.subscription': 'parent.subscription_details.subscription',
  'invoice.last_finalization_error_code': 'last_finalization_error.code',
  'invoice.last_finalization_error_type': 'last_finalization_error.type',
}

function holds(kind: ApiKind, row: unknown, { field, key, operator, value, not }: Clause): boolean {
  const place = PLACES[`${kind}.${field}`] ?? field
  const found = valueAt(row, [...place.split('.'), ...(key === undefined ? [] : [key])])
  const matches = () => {
    if (value === null) return found === null || found === undefined
    if (!isPlain(found)) return false
    const text = String(found).toLowerCase()
    if (operator === ':') return text === value.toLowerCase()
    if (operator === '~') return text.includes(value.toLowerCase())
    return COMPARED[operator](Number(found), Number(value))
  }
  return matches() !== not
}

type Asked = {
  readonly query: string
  readonly limit?: number | undefined
  readonly page?: string | undefined
}
type Searched = {
  readonly kind: ApiKind
  /** As in the address: `payment_intents`. */
  readonly resource: string
  readonly fields: SearchFields
}

/** A page of an account's objects that a query fits, newest first. */
export function searchOf(world: World, asked: Asked, { kind, resource, fields }: Searched): object {
  const { clauses, any } = parseQuery(asked.query, resource, fields)
  const fits = (row: unknown) =>
    any ? clauses.some(clause => holds(kind, row, clause)) : clauses.every(clause => holds(kind, row, clause))
  const rows = world.store
    .idsOf(kind, world.account)
    .flatMap(id => world.store.get(kind, id) ?? [])
    .filter(entry => entry.since + LAG_SECONDS <= world.now && fits(entry.row))
    .map(entry => entry.row)
    .toReversed()
  const start = asked.page === undefined ? 0 : startOf(asked.page)
  const end = start + Math.min(100, Math.max(1, asked.limit ?? 10))
  const more = end < rows.length
  return {
    object: 'search_result',
    data: rows.slice(start, end),
    has_more: more,
    next_page: more ? pageAt(end) : null,
    url: `/v1/${resource}/search`,
    [FOUND]: rows.length,
  }
}

/** How many objects a search found in all; undefined of what is no result of one. */
export const totalOf = (result: object): unknown => (FOUND in result ? result[FOUND] : undefined)

const pageAt = (start: number) => Buffer.from(String(start)).toString('base64url')

function startOf(page: string): number {
  const start = Number(Buffer.from(page, 'base64url').toString('utf8'))
  if (Number.isSafeInteger(start) && start >= 0 && pageAt(start) === page) return start
  throw invalidRequest('Invalid page token.', { param: 'page' })
}
