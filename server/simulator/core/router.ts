import type { Endpoint, PathNames } from './endpoint.ts'
import { stripeRoutes } from './schema.ts'

type Route = {
  readonly names: readonly string[]
  readonly title: string
  readonly endpoint: Endpoint | undefined
}
type Branch = {
  readonly fixed: Map<string, Branch>
  any: Branch | undefined
  readonly methods: Map<string, Route>
}

/** Where a request goes: to an endpoint, to one the SDK knows and the simulator lacks, or nowhere. */
export type Found =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly path: PathNames }
  | { readonly kind: 'unsupported'; readonly title: string }
  | { readonly kind: 'unknown' }

type Wanted = { readonly method: string; readonly segments: readonly string[] }
/** How many segments are behind, and the values among them. */
type Taken = { readonly depth: number; readonly values: readonly string[] }
const START: Taken = { depth: 1, values: [] }
type Hit = { readonly found: Route; readonly values: readonly string[] }

const branch = (): Branch => ({ fixed: new Map(), any: undefined, methods: new Map() })

/** Finds the endpoint for a method and path among everything the SDK can call. */
export class Router {
  private readonly root = branch()

  constructor(endpoints: readonly Endpoint[]) {
    const byName = new Map<string, Endpoint>(endpoints.map(endpoint => [endpoint.name, endpoint]))
    const own = endpoints
      .filter(endpoint => endpoint.name.includes(' /_sim/'))
      .map(endpoint => endpoint.name.split(' '))
    for (const [method = '', path = ''] of [...stripeRoutes, ...own]) {
      const segments = path.split('/').slice(1)
      let at = this.root
      for (const segment of segments) at = this.step(at, segment)
      const names = segments.filter(segment => segment.startsWith('{')).map(segment => segment.slice(1, -1))
      at.methods.set(method, { names, title: `${method} ${path}`, endpoint: byName.get(`${method} ${path}`) })
    }
  }

  private step(at: Branch, segment: string): Branch {
    if (segment.startsWith('{')) {
      at.any ??= branch()
      return at.any
    }
    const next = at.fixed.get(segment) ?? branch()
    at.fixed.set(segment, next)
    return next
  }

  /** The endpoint that an address means, as the SDK writes it; null for none. */
  titleOf(method: string, url: string): string | null {
    const path = url.split('?')[0] ?? ''
    return this.search(this.root, { method, segments: path.split('/') }, START)?.found.title ?? null
  }

  find(method: string, path: string): Found {
    const route = this.search(this.root, { method, segments: path.split('/') }, START)
    if (route === undefined) return { kind: 'unknown' }
    const { found, values } = route
    if (found.endpoint === undefined) return { kind: 'unsupported', title: found.title }
    return {
      kind: 'endpoint',
      endpoint: found.endpoint,
      path: Object.fromEntries(found.names.map((name, index) => [name, values[index] ?? ''])),
    }
  }

  private search(at: Branch, wanted: Wanted, taken: Taken): Hit | undefined {
    const segment = wanted.segments[taken.depth]
    if (segment === undefined) {
      const found = at.methods.get(wanted.method)
      return found === undefined ? undefined : { found, values: taken.values }
    }
    const depth = taken.depth + 1
    const fixed = at.fixed.get(segment)
    const direct =
      fixed === undefined ? undefined : this.search(fixed, wanted, { depth, values: taken.values })
    if (direct !== undefined || at.any === undefined || segment === '') return direct
    return this.search(at.any, wanted, { depth, values: [...taken.values, decoded(segment)] })
  }
}

/** A part of an address as it was meant; what is not well encoded stays as it came. */
function decoded(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
