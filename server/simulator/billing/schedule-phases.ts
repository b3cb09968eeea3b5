import { LIMITS } from '#shared/facts/limits.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import { automaticOf } from '../tax/terms.ts'
import { settingsSaid } from './invoice-settings.ts'
import { addIntervals, intervalOf, lengthOf } from './periods.ts'
import { discountsIn, extrasIn, goingOn, itemIn, itemOf } from './phase-items.ts'
import { destinationOf, methodOf } from './schedule-settings.ts'
import { checkItems } from './subscription-items.ts'

type Schedule = ApiObjects['subscription_schedule']
/** A part of a schedule's time with what is billed in it. */
export type Phase = Schedule['phases'][number]
type Update = EndpointParams<'POST /v1/subscription_schedules/{id}'>
/** A phase as it is asked for. */
export type PhaseGiven = NonNullable<Update['phases']>[number]

type Asked = { readonly start: number; readonly now: number }

/** The phases that a request asks for, one after the other from a time on. */
export function draftPhases(world: World, given: readonly PhaseGiven[], { start, now }: Asked): Phase[] {
  if (given.length === 0) throw missingParam('phases')
  if (given.length > LIMITS.subscription.phases)
    throw invalidRequest(`A schedule can have at most ${LIMITS.subscription.phases} phases.`, {
      param: 'phases',
    })
  const phases: Phase[] = []
  for (const [index, phase] of given.entries()) {
    const begin = phases.at(-1)?.end_date ?? start
    const said = timeOf(phase.start_date, now)
    if (said !== undefined && said !== begin)
      throw invalidRequest('Phases must follow one another: each begins when the one before it ends.', {
        param: `phases[${index}][start_date]`,
      })
    phases.push(draftPhase(world, phase, { start: begin, now, path: `phases[${index}]` }))
  }
  return phases
}

function timeOf(given: number | 'now' | undefined, now: number): number | undefined {
  return given === 'now' ? now : given
}

type Place = Asked & { readonly path: string }

/** What a phase is that says nothing but its items and its time. */
const PLAIN = {
  add_invoice_items: [],
  application_fee_percent: null,
  billing_cycle_anchor: null,
  billing_thresholds: null,
  collection_method: null,
  default_payment_method: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  invoice_settings: null,
  metadata: {},
  on_behalf_of: null,
  proration_behavior: 'create_prorations',
  transfer_data: null,
  trial_end: null,
} satisfies Partial<Phase>

function draftPhase(world: World, given: PhaseGiven, place: Place): Phase {
  const { path, start } = place
  const { prices, currency } = checkItems(world, given.items, { path, asked: given.currency })
  const end = endOf(given, prices, place)
  const { automatic_tax: tax, invoice_settings: invoices } = given
  return {
    ...PLAIN,
    currency,
    end_date: end,
    items: prices.map((price, index) =>
      itemIn(world, price, { given: given.items[index], path: `${path}[items][${index}]` }),
    ),
    metadata: mergeMetadata(null, given.metadata),
    start_date: start,
    trial_end: trialOf(given, end, place),
    ...present({
      add_invoice_items: extrasIn(world, given, path),
      application_fee_percent: given.application_fee_percent,
      automatic_tax: tax && automaticOf(world, tax),
      billing_cycle_anchor: given.billing_cycle_anchor,
      collection_method: given.collection_method,
      default_payment_method: methodOf(world, given.default_payment_method, path),
      default_tax_rates: taxRatesOf(world, given.default_tax_rates, `${path}[default_tax_rates]`),
      description: given.description,
      discounts: discountsIn(world, given.discounts ?? undefined, `${path}[discounts]`),
      invoice_settings: invoices && {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        days_until_due: invoices.days_until_due ?? null,
        ...settingsSaid(world, invoices, `${path}[invoice_settings]`),
      },
      on_behalf_of: given.on_behalf_of,
      proration_behavior: given.proration_behavior,
      transfer_data: destinationOf(world, given.transfer_data, path),
    }),
  }
}

function trialOf(given: PhaseGiven, end: number, { now, path }: Place): number | null {
  const trialEnd = given.trial === true ? end : (timeOf(given.trial_end, now) ?? null)
  if (trialEnd !== null && trialEnd > end)
    throw invalidRequest('The trial must end within the phase.', { param: `${path}[trial_end]` })
  return trialEnd
}

/** A phase that is a subscription's present period. */
export function presentPhase(subscription: ApiObjects['subscription']): Phase {
  const items = subscription.items.data
  const { application_fee_percent, automatic_tax, collection_method, currency } = subscription
  const { default_payment_method, default_tax_rates, description } = subscription
  const { on_behalf_of, transfer_data, trial_end } = subscription
  return {
    ...PLAIN,
    application_fee_percent,
    automatic_tax,
    collection_method,
    currency,
    default_payment_method,
    default_tax_rates: default_tax_rates ?? [],
    description,
    on_behalf_of,
    transfer_data,
    trial_end,
    discounts: goingOn(subscription.discounts),
    invoice_settings: { ...subscription.invoice_settings, days_until_due: subscription.days_until_due },
    end_date: Math.min(...items.map(item => item.current_period_end)),
    items: items.map(itemOf),
    start_date: Math.min(...items.map(item => item.current_period_start)),
  }
}

/** A phase lasts until its date, for its length, or, when neither is said, for one interval of its prices. */
function endOf(
  given: PhaseGiven,
  prices: readonly ApiObjects['price'][],
  { start, now, path }: Place,
): number {
  const { duration, end_date: date } = given
  if (duration !== undefined && date !== undefined)
    throw invalidRequest('You may only specify one of these parameters: duration, end_date.', {
      param: `${path}[duration]`,
    })
  const end = timeOf(date, now)
  if (end !== undefined) {
    if (end <= start)
      throw invalidRequest('A phase must end after it begins.', { param: `${path}[end_date]` })
    return end
  }
  if (duration !== undefined) {
    const { interval, interval_count: count = 1 } = duration
    return addIntervals(start, intervalOf({ recurring: { interval, interval_count: count } }), 1)
  }
  const [shortest] = prices.map(intervalOf).toSorted((a, b) => lengthOf(a) - lengthOf(b))
  return shortest === undefined ? start : addIntervals(start, shortest, 1)
}
