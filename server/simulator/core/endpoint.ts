import { checkParams } from './check-params.ts'
import { type ApiError, emptyParam, unsupported } from './errors.ts'
import type { RawFields } from './form.ts'
import { alternatives, type Field, fieldsOf, isNullable, stripeRoutes, type TypeNode } from './schema.ts'
import type { EndpointAnswer, EndpointName, EndpointParams } from './stripe-types.ts'
import { trackReads } from './track-reads.ts'
import { isChecked } from './trust.ts'
import type { World } from './world.ts'

/** Names in the path of a URL, such as `id`. */
export type PathNames = Readonly<Record<string, string>>

/** One implemented endpoint: what a request does and answers. */
export type Endpoint = {
  readonly name: string
  readonly params: TypeNode | undefined
  readonly result: TypeNode | undefined
  /** Answers what would be, and leaves nothing behind. */
  readonly previews?: true
  /** Refuses whatever is asked: this version of the API has no way to what it would be done to. */
  readonly refuses?: true
  run(world: World, path: PathNames, raw: RawFields): unknown
}

const routeByName = new Map(stripeRoutes.map(route => [`${route[0]} ${route[1]}`, route]))

/** Defines an endpoint that answers what would be and leaves nothing behind. */
export function previewEndpoint<Name extends EndpointName>(
  name: Name,
  handle: (world: World, params: EndpointParams<Name>, path: PathNames) => EndpointAnswer<Name>,
): Endpoint {
  return { ...endpoint(name, handle), previews: true }
}

/** Defines an endpoint that has nothing to do anything to, and says so as Stripe does. */
export function refusingEndpoint(
  name: EndpointName,
  why: (world: World, path: PathNames) => ApiError,
): Endpoint {
  const refuse = (world: World, _params: unknown, path: PathNames): never => {
    throw why(world, path)
  }
  return { ...endpoint(name, refuse), refuses: true }
}

/** Defines an endpoint; its parameters are checked against the SDK's type before the function sees them. */
export function endpoint<Name extends EndpointName>(
  name: Name,
  handle: (world: World, params: EndpointParams<Name>, path: PathNames) => EndpointAnswer<Name>,
): Endpoint {
  const route = routeByName.get(name)
  const params = route === undefined || route[2] < 0 ? undefined : route[2]
  const result = route === undefined || route[3] < 0 ? undefined : route[3]
  const looks = name.startsWith('GET')
  const pages = name.startsWith('GET /v2/')
  const text = looks ? handle.toString() : ''
  return {
    name,
    params,
    result,
    run: (world, path, raw) => {
      const unset = looks ? {} : unsetBy(raw, params, result)
      const { page, asked } = pages ? pageIn(raw) : { page: {}, asked: raw }
      const { expand: _expand, ...checkedParams } = checkParams(params, without(asked, unset))
      const given = { ...checkedParams, ...page, ...unset }
      const { params: checked, firstUnread } = looks
        ? { params: given, firstUnread: () => unnamed(given, text) }
        : world.shared.replaying
          ? { params: given, firstUnread: () => undefined }
          : trackReads(given)
      if (!isChecked<EndpointParams<Name>>(checked)) throw new TypeError('parameters are not an object')
      const answer = handle(world, checked, path)
      const ignored = firstUnread()
      if (ignored !== undefined) throw unsupported(`the parameter ${ignored} of ${name}`, ignored)
      return answer
    },
  }
}

/** A page of a list of v2 is named by its address; the SDK's types leave the parameter out. */
function pageIn({ page, ...asked }: RawFields): { readonly page: object; readonly asked: RawFields } {
  return { page: page === undefined ? {} : { page }, asked }
}

const PAGE = new Set(['page', 'limit', 'starting_after', 'ending_before', 'created'])

/**
 * A filter of a list that its endpoint never names, and so does not support. Whether a filter is read cannot be seen
 * while it runs: there may be nothing to filter.
 */
function unnamed(given: Readonly<Record<string, unknown>>, text: string): string | undefined {
  return Object.keys(given).find(name => !PAGE.has(name) && !new RegExp(`\\b${name}\\b`).test(text))
}

/**
 * Plain texts that are sent empty: null where the object may be without, refused where it may not. The SDK's types
 * say of few parameters that they may be empty, and Stripe takes it for all.
 */
function unsetBy(
  raw: RawFields,
  params: TypeNode | undefined,
  result: TypeNode | undefined,
): Record<string, null> {
  const empty = Object.keys(raw).filter(name => raw[name] === '')
  const unset: Record<string, null> = {}
  for (const name of empty) {
    const wanted = fieldOf(params, name)
    if (wanted?.type !== 's') continue
    const field = fieldOf(result, name)
    if (!wanted.optional || name === 'currency' || (field !== undefined && !isNullable(field.type)))
      throw emptyParam(name)
    if (field !== undefined) unset[name] = null
  }
  return unset
}

function fieldOf(type: TypeNode | undefined, name: string): Field | undefined {
  const [object = 'x'] = type === undefined ? [] : alternatives(type)
  return typeof object === 'object' && 'o' in object ? fieldsOf(object).get(name) : undefined
}

function without(raw: RawFields, unset: Readonly<Record<string, null>>): RawFields {
  const names = Object.keys(raw)
  return names.every(name => !Object.hasOwn(unset, name))
    ? raw
    : Object.fromEntries(Object.entries(raw).filter(([name]) => !Object.hasOwn(unset, name)))
}
