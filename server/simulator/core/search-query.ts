import { invalidRequest } from './errors.ts'

/**
 * How a field can be searched: all for an exact value, strings for a part of one too, numbers by comparison too.
 * Source: docs.stripe.com/search#search-query-language.
 */
export type SearchField = 'token' | 'string' | 'numeric'

/** What of a kind of objects can be searched beside `metadata["key"]`. */
export type SearchFields = Readonly<Record<string, SearchField>>

const OPERATORS = [':', '~', '=', '>', '<', '>=', '<='] as const
type Operator = (typeof OPERATORS)[number]

/** One condition of a query; a value of null asks whether there is none. */
export type Clause = {
  readonly field: string
  /** Of `metadata["key"]`. */
  readonly key: string | undefined
  readonly operator: Operator
  readonly value: string | null
  readonly not: boolean
}

/** Conditions of which all have to hold, or any. */
export type SearchQuery = { readonly clauses: readonly Clause[]; readonly any: boolean }

const CLAUSE =
  /^\s*(-?)([a-z_.\d]+)(?:\[["']([^"']+)["']\])?\s*(:|~|=|>=|<=|>|<)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|null|-?\d+(?:\.\d+)?)(?:\s+|$)/i
const MOST_CLAUSES = 10
const FEWEST_LETTERS = 3

const refused = (message: string): Error => invalidRequest(message, { param: 'query' })

/** Reads Stripe's search language: clauses, each perhaps negated, joined by AND (or nothing) or by OR. */
export function parseQuery(query: string, resource: string, fields: SearchFields): SearchQuery {
  const clauses: Clause[] = []
  const joints = new Set<string>()
  let rest = query
  do {
    const match = CLAUSE.exec(rest)
    if (match === null)
      throw refused(
        'We were unable to parse your search query. Please try using the format `metadata["key"]:"value"` to query for metadata or `key:"value"` to query for other fields.',
      )
    clauses.push(checked(clauseOf(match), resource, fields))
    rest = rest.slice(match[0].length)
    const joint = /^(and|or)\s+/i.exec(rest)
    if (rest !== '') joints.add(joint?.[1]?.toLowerCase() ?? 'and')
    rest = rest.slice(joint?.[0].length ?? 0)
  } while (rest !== '')
  if (joints.size > 1) throw refused('AND and OR cannot be combined in one search query.')
  if (clauses.length > MOST_CLAUSES)
    throw refused(`A search query has at most ${MOST_CLAUSES} clauses; yours has ${clauses.length}.`)
  return { clauses, any: joints.has('or') }
}

function clauseOf([, not, field = '', key, operator, raw = '']: RegExpExecArray): Clause {
  const value =
    raw.toLowerCase() === 'null' ? null : raw.replace(/^["']|["']$/g, '').replaceAll(/\\(.)/g, '$1')
  return {
    field,
    key,
    operator: OPERATORS.find(one => one === operator) ?? ':',
    value,
    not: not === '-',
  }
}

/** The clause, where its field exists and can be asked in this way. */
function checked(clause: Clause, resource: string, fields: SearchFields): Clause {
  const { field, key, operator } = clause
  const type = key === undefined ? fields[field] : field === 'metadata' ? 'token' : undefined
  if (type === undefined)
    throw refused(
      `Field \`${field}\` is an unsupported search field for resource \`${resource}\`. See https://docs.stripe.com/search#query-fields-for-${resource.replaceAll('_', '')} for a list of supported fields.`,
    )
  if (operator === ':') return clause
  const takes = operator === '~' ? 'string' : 'numeric'
  if (type !== takes) throw refused(`Field \`${field}\` does not support the operator \`${operator}\`.`)
  checkValue(clause)
  return clause
}

function checkValue({ field, operator, value }: Clause): void {
  const fits = operator === '~' ? (value ?? '').length >= FEWEST_LETTERS : isNumber(value)
  if (fits) return
  throw refused(
    operator === '~'
      ? `The operator \`~\` needs at least ${FEWEST_LETTERS} characters to look for.`
      : `Field \`${field}\` can only be compared with a number.`,
  )
}

const isNumber = (value: string | null) =>
  value !== null && value.trim() !== '' && Number.isFinite(Number(value))
