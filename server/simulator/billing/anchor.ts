import { invalidRequest, unsupported } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { addIntervals, intervalOf } from './periods.ts'

type Recurs = Parameters<typeof intervalOf>[0]
type Create = EndpointParams<'POST /v1/subscriptions'>

/** Where periods are counted from; `trialEnd` or now where the request does not say. */
export function anchorOf(params: Create, now: number, trialEnd: number | null): number {
  const anchor = params.billing_cycle_anchor
  if (typeof anchor === 'number') {
    if (anchor < now)
      throw invalidRequest('billing_cycle_anchor cannot be in the past.', { param: 'billing_cycle_anchor' })
    return anchor
  }
  const config = params.billing_cycle_anchor_config
  return config === undefined ? (trialEnd ?? now) : anchorFrom(config, trialEnd ?? now)
}

/** An anchor that is given may not lie beyond the first period's end, of whichever price that comes first. */
export function checkAnchor(params: Create, prices: readonly Recurs[], from: number): void {
  const anchor = params.billing_cycle_anchor
  const natural = Math.min(...prices.map(price => addIntervals(from, intervalOf(price), 1)))
  if (typeof anchor === 'number' && anchor > natural)
    throw invalidRequest(
      `billing_cycle_anchor cannot be later than next natural billing date (${natural}) for plan`,
      { param: 'billing_cycle_anchor' },
    )
}

/** The next time that has the wanted day of the month (its last day where it is shorter), and what else is wanted. */
function anchorFrom(config: NonNullable<Create['billing_cycle_anchor_config']>, after: number): number {
  const from = new Date(after * 1000)
  const time =
    (config.hour ?? from.getUTCHours()) * 3600 +
    (config.minute ?? from.getUTCMinutes()) * 60 +
    (config.second ?? from.getUTCSeconds())
  for (let months = 0; ; months += 1) {
    const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
    if (config.month !== undefined && first.getUTCMonth() + 1 !== config.month) continue
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
    const at =
      Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(config.day_of_month, last)) / 1000 + time
    if (at > after) return at
  }
}

/** When the trial of a new subscription ends; null when it has none. `prices` tell how long it is where they are asked. */
export function trialEndOf(
  params: Create,
  now: number,
  prices: readonly ApiObjects['price'][],
): number | null {
  const { trial_end: end, trial_from_plan: usual } = params
  if (params.trial_period_days !== undefined) return now + params.trial_period_days * DAY
  if (usual !== true) return typeof end === 'number' ? end : null
  if (end !== undefined)
    throw invalidRequest('You cannot set trial_end and trial_from_plan=true at the same time.', {
      param: 'trial_end',
    })
  const [days, ...others] = new Set(prices.map(price => price.recurring?.trial_period_days ?? null))
  if (others.length > 0)
    throw unsupported('prices with trials of different lengths and trial_from_plan', 'trial_from_plan')
  return days === null || days === undefined ? null : now + days * DAY
}

const DAY = 86_400
