import { TAX_PLACES, type TaxPlace, VAT_AREA } from '#shared/facts/tax-table.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam, unsupported } from '../core/errors.ts'
import { pageOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { parseOwn } from '../core/trust.ts'
import type { World } from '../core/world.ts'

type Registration = ApiObjects['tax.registration']
type Create = EndpointParams<'POST /v1/tax/registrations'>
/** The options of one country: every one has a type, US ones a state. */
type Options = { readonly type: string; readonly state?: string }

const KINDS = new Set(['standard', 'simplified', 'state_sales_tax', 'oss_union', 'oss_non_union'])

function optionsOf({ country, country_options: given }: Create): Options {
  const options = parseOwn<Readonly<Record<string, Options>>>(JSON.stringify(given))
  const own = options[country.toLowerCase()]
  const param = `country_options[${country.toLowerCase()}]`
  if (own === undefined) throw missingParam(param)
  if (!KINDS.has(own.type)) throw unsupported(`registrations of type ${own.type}`, `${param}[type]`)
  const known = TAX_PLACES.some(
    place => place.country === country && (place.state === undefined || place.state === own.state),
  )
  if (!known)
    throw unsupported(
      `tax in ${own.state === undefined ? country : `${country}-${own.state}`}: its table of rates does not have it`,
      param,
    )
  return own
}

function statusAt(
  now: number,
  { active_from: from, expires_at: until }: Pick<Registration, 'active_from' | 'expires_at'>,
) {
  if (from > now) return 'scheduled'
  return until !== null && until <= now ? 'expired' : 'active'
}

/** A registration with the status that it has now. */
const current = (world: World, registration: Registration): Registration => ({
  ...registration,
  status: statusAt(world.now, registration),
})

const allOf = (world: World): readonly Registration[] =>
  world.store
    .idsOf('tax.registration', world.account)
    .flatMap(id => world.find('tax.registration', id) ?? [])
    .map(row => current(world, row))

/** Where the account is registered at present. */
export const registrationsOf = (world: World): readonly Registration[] =>
  allOf(world).filter(({ status }) => status === 'active')

/** Whether an account is registered where a customer is: in the place itself, or in the VAT area by one registration. */
export function collectsIn(world: World, { country, state }: TaxPlace): boolean {
  return registrationsOf(world).some(registration => {
    const [options] = Object.values(registration.country_options)
    const type: string = options?.type ?? ''
    if (type.startsWith('oss_')) return VAT_AREA.has(country)
    const where = options !== undefined && 'state' in options ? options.state : undefined
    return registration.country === country && where === state
  })
}

/** Registers an account in a place of the table. */
export function register(world: World, params: Create): Registration {
  const own = optionsOf(params)
  const from = params.active_from === 'now' ? world.now : params.active_from
  const until = params.expires_at ?? null
  if (until !== null && until <= from)
    throw invalidRequest('expires_at must be after active_from.', { param: 'expires_at' })
  return world.create('tax.registration', {
    active_from: from,
    country: params.country,
    country_options: { [params.country.toLowerCase()]: own },
    created: world.now,
    expires_at: until,
    status: statusAt(world.now, { active_from: from, expires_at: until }),
  })
}

/** Where the account is registered, as `registerIn` writes it. */
export const registeredPlaces = (world: World): readonly string[] =>
  registrationsOf(world).map(({ country, country_options: given }) => {
    const [options] = Object.values(given)
    return options !== undefined && 'state' in options ? `${country}-${options.state}` : country
  })

/** Registers an account in a country or state (`DE`, `US-CA`) that a parameter names, unless it is registered there. */
export function registerIn(world: World, name: string, param: string): void {
  const [country = '', state] = name.split('-')
  if (!/^[A-Z]{2}(-[A-Z]{2})?$/.test(name))
    throw invalidRequest(`A place is written as DE or US-CA, not “${name}”.`, { param })
  const place = TAX_PLACES.find(one => one.country === country && one.state === state)
  if (place !== undefined && collectsIn(world, place)) return
  const options = {
    [country.toLowerCase()]: state === undefined ? { type: 'standard' } : { type: 'state_sales_tax', state },
  }
  register(world, { active_from: 'now', country, country_options: options })
}

export const taxRegistrationEndpoints = [
  endpoint('POST /v1/tax/registrations', register),
  endpoint('GET /v1/tax/registrations', (world, params) => {
    const { status = 'all' } = params
    const rows = allOf(world).filter(row => status === 'all' || row.status === status)
    return pageOf(rows.toReversed(), params, '/v1/tax/registrations')
  }),
  endpoint('GET /v1/tax/registrations/{id}', (world, _params, path) =>
    current(world, world.get('tax.registration', path['id'] ?? '')),
  ),
  endpoint('POST /v1/tax/registrations/{id}', (world, params, path) => {
    const before = world.get('tax.registration', path['id'] ?? '')
    const time = (given: 'now' | number | null | undefined) => (given === 'now' ? world.now : given)
    const after = world.change('tax.registration', before.id, {
      active_from: time(params.active_from) ?? undefined,
      expires_at: time(params.expires_at),
    })
    return current(world, after)
  }),
]
