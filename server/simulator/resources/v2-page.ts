import { invalidRequest } from '../core/errors.ts'

type Asked = { readonly limit?: number | undefined; readonly page?: unknown }
type Paged<T> = {
  readonly data: readonly T[]
  readonly next_page_url: string | null
  readonly previous_page_url: string | null
}

const tokenOf = (direction: 'after' | 'before', id: string) =>
  Buffer.from(`${direction} ${id}`).toString('base64url')

/**
 * A page of a list of v2: it names the addresses of the next and the previous one, with everything that was asked for.
 * Of ids that are listed newest first, as many as asked for; a page begins after an id or ends before one.
 */
export function pageOfIds(
  ids: readonly string[],
  params: Asked,
  { url, usual }: { readonly url: string; readonly usual: number },
): Paged<string> {
  const limit = params.limit ?? usual
  const start = params.page === undefined ? 0 : startOf(ids, params.page, limit)
  const data = ids.slice(start, start + limit)
  const address = (direction: 'after' | 'before', id: string | undefined) =>
    id === undefined ? null : `${url}?${filters(params)}page=${tokenOf(direction, id)}`
  return {
    data,
    next_page_url: start + limit < ids.length ? address('after', data.at(-1)) : null,
    previous_page_url: start > 0 ? address('before', data[0]) : null,
  }
}

function startOf(ids: readonly string[], page: unknown, limit: number): number {
  const token = typeof page === 'string' ? page : ''
  const [direction, id = ''] = Buffer.from(token, 'base64url').toString('utf8').split(' ')
  const at = ids.indexOf(id)
  if (at < 0 || (direction !== 'after' && direction !== 'before'))
    throw invalidRequest('Invalid page token.', { param: 'page' })
  return direction === 'after' ? at + 1 : Math.max(0, at - limit)
}

/** What else was asked for, as it stands in an address. */
function filters({ page: _page, ...rest }: Asked): string {
  const pairs = Object.entries(rest).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((one, index) => [`${name}[${index}]`, String(one)])
      : [[name, String(value)]],
  )
  return pairs.map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}&`).join('')
}
