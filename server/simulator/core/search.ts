import { invalidRequest } from './errors.ts'
import type { ApiKind } from './stripe-types.ts'
import type { World } from './world.ts'

/** New objects are found after this long; Stripe says “under a minute”. */
const LAG_SECONDS = 1

type Clause = {
  readonly field: string
  readonly key: string | undefined
  readonly operator: ':' | '~' | '>' | '<' | '>=' | '<='
  readonly value: string | null
  readonly not: boolean
}
type Query = { readonly clauses: readonly Clause[]; readonly any: boolean }

const CLAUSE =
  /^\s*(-?)([a-z_.\d]+)(?:\[["']([^"']+)["']\])?\s*(:|~|>=|<=|>|<)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|null|-?[\d.]+)\s*/i

function refuse(query: string): Error {
  return invalidRequest(
    `We were unable to parse your search query: ${query}. See https://docs.stripe.com/search#search-query-language.`,
    { param: 'query' },
  )
}

/** Reads Stripe's search language: clauses, each perhaps negated, joined by AND or by OR. */
function parse(query: string, fields: readonly string[]): Query {
  const clauses: Clause[] = []
  const joints = new Set<string>()
  let rest = query
  do {
    const match = CLAUSE.exec(rest)
    if (match === null) throw refuse(query)
    clauses.push(clauseOf(match, fields))
    rest = rest.slice(match[0].length)
    const joint = /^(and|or)\s+/i.exec(rest)
    if (joint !== null) rest = rest.slice(joint[0].length)
    if (rest !== '') joints.add(joint?.[1]?.toLowerCase() ?? 'and')
  } while (rest !== '')
  if (joints.size > 1)
    throw invalidRequest('AND and OR cannot be combined in one search query.', { param: 'query' })
  return { clauses, any: joints.has('or') }
}

function clauseOf(match: RegExpExecArray, fields: readonly string[]): Clause {
  const [, not, field = '', key, operator = ':', raw = ''] = match
  if (!fields.includes(field) && !(field === 'metadata' && key !== undefined))
    throw invalidRequest(`Field \`${field}\` is an unsupported search field for this resource.`, {
      param: 'query',
    })
  const value = raw === 'null' ? null : raw.replace(/^["']|["']$/g, '').replaceAll(/\\(.)/g, '$1')
  return { field, key, operator: operatorOf(operator), value, not: not === '-' }
}

const OPERATORS = [':', '~', '>', '<', '>=', '<='] as const
const operatorOf = (text: string) => OPERATORS.find(one => one === text) ?? ':'

function valueAt(row: unknown, path: readonly string[]): unknown {
  let value = row
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map<string, unknown>(Object.entries(value)).get(name)
  }
  return value
}

const COMPARED: Readonly<Record<'>' | '<' | '>=' | '<=', (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function holds(row: unknown, { field, key, operator, value, not }: Clause): boolean {
  const found = valueAt(row, [...field.split('.'), ...(key === undefined ? [] : [key])])
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

/** A page of an account's objects that a query fits, newest first. */
export function searchOf(
  world: World,
  kind: ApiKind,
  { asked, fields, url }: { readonly asked: Asked; readonly fields: readonly string[]; readonly url: string },
): object {
  const { clauses, any } = parse(asked.query, fields)
  const fits = (row: unknown) =>
    any ? clauses.some(clause => holds(row, clause)) : clauses.every(clause => holds(row, clause))
  const rows = world.store
    .idsOf(kind, world.account)
    .flatMap(id => world.store.get(kind, id) ?? [])
    .filter(entry => entry.since + LAG_SECONDS <= world.now && fits(entry.row))
    .map(entry => entry.row)
    .toReversed()
  const start = asked.page === undefined ? 0 : Number(Buffer.from(asked.page, 'base64url').toString('utf8'))
  if (!Number.isSafeInteger(start) || start < 0)
    throw invalidRequest('Invalid page token.', { param: 'page' })
  const end = start + Math.min(100, Math.max(1, asked.limit ?? 10))
  const more = end < rows.length
  return {
    object: 'search_result',
    data: rows.slice(start, end),
    has_more: more,
    next_page: more ? Buffer.from(String(end)).toString('base64url') : null,
    url,
  }
}
