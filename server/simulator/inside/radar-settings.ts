import { invalidRequest } from '../core/errors.ts'
import type { RawFields, RawValue } from '../core/form.ts'
import type { RadarSettings } from '../money/radar.ts'

const BLOCKS = ['elevated', 'highest', 'never'] as const
const REVIEWS = ['elevated', 'never'] as const
const KNOWN = ['block', 'review', 'block_cvc_failure', 'block_postal_failure', 'block_countries']

function oneOf<T extends string>(
  value: RawValue | undefined,
  choices: readonly T[],
  name: string,
): T | undefined {
  if (value === undefined) return undefined
  const found = choices.find(choice => choice === value)
  if (found !== undefined) return found
  throw invalidRequest(`radar[${name}] must be one of ${choices.join(', ')}.`, { param: `radar[${name}]` })
}

function truth(value: RawValue | undefined, name: string): boolean {
  if (value === undefined || value === 'false' || value === false) return false
  if (value === 'true' || value === true) return true
  throw invalidRequest(`radar[${name}] must be true or false.`, { param: `radar[${name}]` })
}

/** What a request has Radar do; what it leaves out is as Stripe begins. */
export function radarOf(given: RawFields): RadarSettings {
  const unknown = Object.keys(given).find(name => !KNOWN.includes(name))
  if (unknown !== undefined)
    throw invalidRequest(`Unknown setting: radar[${unknown}]. There are ${KNOWN.join(', ')}.`, {
      param: `radar[${unknown}]`,
    })
  const { block_countries: countries = [] } = given
  const block = oneOf(given['block'], BLOCKS, 'block')
  const review = oneOf(given['review'], REVIEWS, 'review')
  return {
    ...(block === undefined ? {} : { block }),
    ...(review === undefined ? {} : { review }),
    blockCvcFailure: truth(given['block_cvc_failure'], 'block_cvc_failure'),
    blockPostalFailure: truth(given['block_postal_failure'], 'block_postal_failure'),
    blockCountries: Object.values(countries ?? {}).map(String),
  }
}
