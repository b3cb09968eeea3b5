import { type DashboardSettings, USUAL } from '../core/dashboard-settings.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { registeredPlaces, registerIn } from '../resources/tax-registrations.ts'
import { changeTaxSettings, taxSettingsOf } from '../tax/tax-settings.ts'
import { insideEndpoint } from './inside-endpoint.ts'
import { SETTINGS_PARAMS } from './settings-params.ts'

type Address = NonNullable<ApiObjects['customer']['address']>

/** What a request sets; what it does not name stays. */
type Given = Omit<DashboardSettings, 'fees'> & {
  readonly fees?: Readonly<Record<string, { readonly percent_bps?: number; readonly fixed?: number }>>
  readonly tax?: {
    readonly head_office: Partial<Address> & { readonly country: string }
    readonly registrations?: readonly string[]
    readonly tax_behavior?: 'exclusive' | 'inclusive' | 'inferred_by_currency'
  }
}

/** The head office, and where the account is registered (`DE`, `US-CA`); what is registered already stays. */
function setTax(world: World, given: NonNullable<Given['tax']>): void {
  const { head_office: office, registrations = [], tax_behavior: behavior } = given
  const line = (name: keyof Address) => office[name] || null
  if (line('country') === null)
    throw invalidRequest('A head office has a country.', { param: 'tax[head_office][country]' })
  changeTaxSettings(world, {
    headOffice: {
      city: line('city'),
      country: line('country'),
      line1: line('line1'),
      line2: line('line2'),
      postal_code: line('postal_code'),
      state: line('state'),
    },
    ...(behavior === undefined ? {} : { behavior }),
  })
  registrations.forEach((place, index) => registerIn(world, place, `tax[registrations][${index}]`))
}

function checkCountries(codes: readonly string[] = []): void {
  codes.forEach((code, index) => {
    if (!/^[A-Z]{2}$/.test(code))
      throw invalidRequest(`A country has a code of two capital letters, not “${code}”.`, {
        param: `radar[block_countries][${index}]`,
      })
  })
}

const kept = (world: World): DashboardSettings =>
  world.store.get('hidden.settings', world.platform)?.row ?? {}

/** What Stripe keeps in its Dashboard for the key's platform, and about taxes for the account at hand. */
function shownSettings(world: World): object {
  const { retry_policy, notices, fees, radar } = { ...USUAL, ...kept(world) }
  const { headOffice: head_office, behavior: tax_behavior } = taxSettingsOf(world)
  return {
    retry_policy,
    notices: { ...USUAL.notices, ...notices },
    fees,
    tax: { head_office, registrations: registeredPlaces(world), tax_behavior },
    radar: { ...USUAL.radar, ...radar },
  }
}

/** Fees with both of their parts. */
const whole = (fees: NonNullable<Given['fees']>) =>
  Object.fromEntries(
    Object.entries(fees).map(([id, { percent_bps = 0, fixed = 0 }]) => [id, { percent_bps, fixed }]),
  )

export const settingsEndpoints = [
  insideEndpoint('GET /_sim/settings', {
    what: 'what is set for the key’s platform, with what Stripe begins with where nothing is',
    run: world => shownSettings(world),
  }),
  insideEndpoint<Given>('POST /_sim/settings', {
    what: '`retry_policy: {days, final_action}`, `notices: {upcoming, will_be_due, overdue}` in days, `fees: {card: {percent_bps, fixed}}`, `tax: {head_office: {country, state, postal_code}, registrations: [DE, US-CA], tax_behavior}`, `radar: {block: highest|elevated|never, review: elevated|never, block_cvc_failure, block_postal_failure, block_countries}` of the key’s platform; what is not named stays',
    params: SETTINGS_PARAMS,
    run(world, _path, { tax, retry_policy: policy, notices, fees, radar }) {
      if (tax !== undefined) setTax(world, tax)
      checkCountries(radar?.block_countries)
      const before = kept(world)
      world.hide('hidden.settings', {
        ...before,
        id: world.platform,
        ...(policy && { retry_policy: { ...policy, days: policy.days.toSorted((a, b) => a - b) } }),
        ...(notices && { notices: { ...before.notices, ...notices } }),
        ...(fees && { fees: whole(fees) }),
        ...(radar && { radar }),
      })
      return shownSettings(world)
    },
  }),
]
