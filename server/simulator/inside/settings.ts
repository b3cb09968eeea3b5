import { invalidRequest, missingParam } from '../core/errors.ts'
import type { RawFields, RawValue } from '../core/form.ts'
import { present } from '../core/present.ts'
import type { HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { registerIn } from '../resources/tax-registrations.ts'
import { changeTaxSettings } from '../tax/tax-settings.ts'
import { insideEndpoint } from './inside-endpoint.ts'
import { radarOf } from './radar-settings.ts'

type Settings = HiddenObjects['hidden.settings']

const KNOWN = ['retry_policy', 'notices', 'fees', 'tax', 'radar']
const FINAL_ACTIONS = ['cancel', 'unpaid', 'past_due'] as const

function wholeNumber(value: RawValue | undefined, param: string): number {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
    throw invalidRequest(`${param} must be a whole number from 0 up.`, { param })
  return number
}

function fieldsOf(value: RawValue | undefined, param: string): RawFields {
  if (typeof value === 'object' && value !== null) return value
  throw invalidRequest(`${param} must be an object.`, { param })
}

function retryPolicyOf(value: RawValue): NonNullable<Settings['retryPolicy']> {
  const given = fieldsOf(value, 'retry_policy')
  const days = Object.values(fieldsOf(given['days'], 'retry_policy[days]')).map((day, index) =>
    wholeNumber(day, `retry_policy[days][${index}]`),
  )
  const finalAction = FINAL_ACTIONS.find(action => action === given['final_action'])
  if (finalAction === undefined)
    throw invalidRequest(`retry_policy[final_action] must be one of ${FINAL_ACTIONS.join(', ')}.`, {
      param: 'retry_policy[final_action]',
    })
  return { days: days.toSorted((a, b) => a - b), finalAction }
}

/** Days at which renewals and due dates are told; what is not said stays. */
function noticesOf(value: RawValue): NonNullable<Settings['notices']> {
  const given = fieldsOf(value, 'notices')
  const days = (name: string) =>
    given[name] === undefined ? undefined : wholeNumber(given[name], `notices[${name}]`)
  return present({
    upcoming: days('upcoming'),
    willBeDue: days('will_be_due'),
    overdue: days('overdue'),
  })
}

function feesOf(value: RawValue): NonNullable<Settings['fees']> {
  const given = fieldsOf(value, 'fees')
  return Object.fromEntries(
    Object.entries(given).map(([id, fee]) => {
      const { percent_bps: percent = 0, fixed = 0 } = fieldsOf(fee, `fees[${id}]`)
      return [
        id,
        {
          percentBps: wholeNumber(percent, `fees[${id}][percent_bps]`),
          fixed: wholeNumber(fixed, `fees[${id}][fixed]`),
        },
      ]
    }),
  )
}

const wordIn = (fields: RawFields, name: string): string | null => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const BEHAVIORS = ['exclusive', 'inclusive', 'inferred_by_currency'] as const

function behaviorIn(given: RawFields): { readonly behavior?: (typeof BEHAVIORS)[number] } {
  const said = wordIn(given, 'tax_behavior')
  const behavior = BEHAVIORS.find(one => one === said)
  if (said !== null && behavior === undefined)
    throw invalidRequest(`tax[tax_behavior] must be one of ${BEHAVIORS.join(', ')}.`, {
      param: 'tax[tax_behavior]',
    })
  return behavior === undefined ? {} : { behavior }
}

/** The head office, and where the platform is registered (`DE`, `US-CA`); what is registered already stays. */
function setTax(world: World, given: RawFields): void {
  const office = fieldsOf(given['head_office'], 'tax[head_office]')
  const line = (name: string) => wordIn(office, name)
  const headOffice = {
    city: line('city'),
    country: line('country'),
    line1: line('line1'),
    line2: line('line2'),
    postal_code: line('postal_code'),
    state: line('state'),
  }
  if (headOffice.country === null) throw missingParam('tax[head_office][country]')
  changeTaxSettings(world, { headOffice, ...behaviorIn(given) })
  const places = fieldsOf(given['registrations'] ?? {}, 'tax[registrations]')
  for (const index of Object.keys(places)) registerIn(world, wordIn(places, index) ?? '')
}

/** What Stripe keeps in its Dashboard for the key's platform. */
export function settingsOf(world: World): Settings {
  return world.store.get('hidden.settings', world.platform)?.row ?? { id: world.platform }
}

export const settingsEndpoints = [
  insideEndpoint('GET /_sim/settings', world => settingsOf(world)),
  insideEndpoint('POST /_sim/settings', (world, _path, raw) => {
    const unknown = Object.keys(raw).filter(name => !KNOWN.includes(name))
    if (unknown.length > 0)
      throw invalidRequest(`Unknown settings: ${unknown.join(', ')}. There are ${KNOWN.join(', ')}.`, {
        param: unknown[0],
      })
    const { retry_policy: policy, notices, fees, tax, radar } = raw
    if (tax !== undefined) setTax(world, fieldsOf(tax, 'tax'))
    world.hide('hidden.settings', {
      ...settingsOf(world),
      ...(policy === undefined ? {} : { retryPolicy: retryPolicyOf(policy) }),
      ...(notices === undefined ? {} : { notices: { ...settingsOf(world).notices, ...noticesOf(notices) } }),
      ...(fees === undefined ? {} : { fees: feesOf(fees) }),
      ...(radar === undefined ? {} : { radar: radarOf(fieldsOf(radar, 'radar')) }),
    })
    return settingsOf(world)
  }),
]
