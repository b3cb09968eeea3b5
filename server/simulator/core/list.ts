import { emptyParam, invalidRequest } from './errors.ts'
import type { ApiKind, ApiObjects, Rows } from './stripe-types.ts'
import type { World } from './world.ts'

/** What every list request may say. */
export type Page = {
  readonly limit?: number | undefined
  readonly starting_after?: string | undefined
  readonly ending_before?: string | undefined
  readonly created?:
    | number
    | { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }
    | undefined
}

export type ListAnswer<T = unknown> = {
  readonly object: 'list'
  readonly url: string
  readonly has_more: boolean
  readonly data: readonly T[]
}

/** A page of an account's objects of one kind, newest first. */
export function listOf<K extends ApiKind>(
  world: World,
  kind: K,
  query: {
    readonly url: string
    readonly page: Page
    readonly keep?: (row: ApiObjects[K]) => boolean
    readonly ids?: readonly string[]
  },
): ListAnswer<Rows[K]> {
  const ids = query.ids ?? world.store.idsOf(kind, world.account)
  const { created } = query.page
  function* rows() {
    for (let index = ids.length - 1; index >= 0; index -= 1) {
      const row = world.find(kind, ids[index] ?? '')
      if (row === undefined || !inRange(createdOf(row), created)) continue
      if (query.keep === undefined || query.keep(row)) yield row
    }
  }
  const { starting_after: after, ending_before: before } = query.page
  for (const name of ['starting_after', 'ending_before'] as const)
    if (query.page[name] === '') throw emptyParam(name)
  if (after !== undefined && before === undefined) world.get(kind, after, 'starting_after')
  if (before !== undefined && after === undefined) world.get(kind, before, 'ending_before')
  return pageOf(rows(), query.page, query.url)
}

/** Whether a row has the wanted values, as far as any are wanted. */
export function matches<T extends object>(
  row: T,
  wanted: { readonly [Key in keyof T]?: T[Key] | undefined },
): boolean {
  const values = new Map<string, unknown>(Object.entries(row))
  return Object.entries(wanted).every(([name, value]) => value === undefined || values.get(name) === value)
}

const createdOf = (row: object) => ('created' in row && typeof row.created === 'number' ? row.created : 0)

/** Whether a time (seconds) is what, or within what, was asked for. */
export function inRange(at: number | null, range: Page['created']): boolean {
  if (range === undefined) return true
  if (typeof range === 'number' || at === null) return at === range
  return (
    (range.gt === undefined || at > range.gt) &&
    (range.gte === undefined || at >= range.gte) &&
    (range.lt === undefined || at < range.lt) &&
    (range.lte === undefined || at <= range.lte)
  )
}

/** Cuts a page out of rows in their order of listing: default 10, from 1 to 100, cursors exclusive. */
export function pageOf<T extends object>(rows: Iterable<T>, page: Page, url: string): ListAnswer<T> {
  const limit = Math.min(100, Math.max(1, page.limit ?? 10))
  if (page.starting_after !== undefined && page.ending_before !== undefined)
    throw invalidRequest(
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    )
  if (page.ending_before !== undefined) {
    const before: T[] = []
    for (const row of rows) {
      if (idOf(row) === page.ending_before) break
      before.push(row)
    }
    return { object: 'list', url, has_more: before.length > limit, data: before.slice(-limit) }
  }
  const data: T[] = []
  let started = page.starting_after === undefined
  for (const row of rows) {
    if (started) {
      if (data.length === limit) return { object: 'list', url, has_more: true, data }
      data.push(row)
    } else started = idOf(row) === page.starting_after
  }
  return { object: 'list', url, has_more: false, data }
}

function idOf(row: object): unknown {
  return 'id' in row ? row.id : undefined
}
