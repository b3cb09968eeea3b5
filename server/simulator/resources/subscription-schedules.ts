import { modeOf } from '../billing/billing-mode.ts'
import { endSchedule, isLive } from '../billing/end-schedule.ts'
import { draftPhases, type Phase, presentPhase } from '../billing/schedule-phases.ts'
import { settingsOf, USUAL_SETTINGS } from '../billing/schedule-settings.ts'
import { advanceSchedule, applyPhase, planSchedule } from '../billing/schedules.ts'
import { billNow, creditUnused } from '../billing/update-subscription.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam, unsupported } from '../core/errors.ts'
import { inRange, listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { cancelNow, changeSubscription } from './subscription-status.ts'

type Schedule = ApiObjects['subscription_schedule']
type Create = EndpointParams<'POST /v1/subscription_schedules'>
type Update = EndpointParams<'POST /v1/subscription_schedules/{id}'>
/** What a schedule is made of; a preview says its phases as a change does. */
type Made = Omit<Create, 'phases'> & Pick<Update, 'phases'>

/** What becomes of the subscription in the end; the older two ways are gone from new versions. */
function endOf(given: Create['end_behavior']): Schedule['end_behavior'] | undefined {
  if (given === 'none' || given === 'renew') throw unsupported(`end_behavior=${given}`, 'end_behavior')
  return given
}

/** Begins a schedule. */
export function createSchedule(world: World, params: Made): Schedule {
  if (params.from_subscription !== undefined) return createFrom(world, params, params.from_subscription)
  if (params.customer === undefined) throw missingParam('customer')
  if (params.start_date === undefined) throw missingParam('start_date')
  const customer = world.get('customer', params.customer, 'customer')
  const clock = customer.test_clock ?? null
  const now = world.timeOn(clock)
  const start = params.start_date === 'now' ? now : params.start_date
  const made = world.create('subscription_schedule', {
    billing_mode: modeOf(params.billing_mode, now),
    created: now,
    customer: customer.id,
    default_settings: settingsOf(world, params.default_settings),
    end_behavior: endOf(params.end_behavior) ?? 'release',
    metadata: mergeMetadata(null, params.metadata),
    phases: draftPhases(world, params.phases ?? [], { start, now }),
    status: 'not_started',
    test_clock: clock,
  })
  world.emit('subscription_schedule.created', made)
  if (start > now) planSchedule(world, made)
  else advanceSchedule(world, made.id)
  return world.get('subscription_schedule', made.id)
}

/** A schedule for a subscription that there is: one phase, which is its present period. */
function createFrom(world: World, params: Made, id: string): Schedule {
  const others = Object.keys(params).filter(name => name !== 'from_subscription' && name !== 'metadata')
  if (others[0] !== undefined)
    throw invalidRequest(
      'You cannot set other parameters together with `from_subscription`. Create the schedule first, then update it.',
      { param: others[0] },
    )
  const subscription = world.get('subscription', id, 'from_subscription')
  if (subscription.schedule !== null)
    throw invalidRequest(
      `You cannot migrate a subscription that is already attached to a schedule: ${subscription.schedule}.`,
      { param: 'from_subscription' },
    )
  if (subscription.ended_at !== null)
    throw invalidRequest(`You cannot migrate a subscription that is ${subscription.status}.`, {
      param: 'from_subscription',
    })
  const phase = presentPhase(subscription)
  const { start_date, end_date } = phase
  const made = world.create('subscription_schedule', {
    billing_mode: subscription.billing_mode,
    created: world.timeOn(subscription.test_clock),
    current_phase: { start_date, end_date },
    customer: subscription.customer,
    default_settings: {
      ...USUAL_SETTINGS,
      application_fee_percent: subscription.application_fee_percent,
      automatic_tax: subscription.automatic_tax,
      collection_method: subscription.collection_method,
      default_payment_method: subscription.default_payment_method,
      description: subscription.description,
      invoice_settings: { ...subscription.invoice_settings, days_until_due: subscription.days_until_due },
      on_behalf_of: subscription.on_behalf_of,
      transfer_data: subscription.transfer_data,
    },
    end_behavior: 'release',
    metadata: mergeMetadata(null, params.metadata),
    phases: [phase],
    status: 'active',
    subscription: id,
    test_clock: subscription.test_clock,
  })
  world.emit('subscription_schedule.created', made)
  changeSubscription(world, id, { schedule: made.id })
  planSchedule(world, made)
  return made
}

/** A schedule that has not ended yet. */
export function liveSchedule(world: World, id: string | undefined, what: string): Schedule {
  const schedule = world.get('subscription_schedule', id ?? '')
  if (isLive(schedule)) return schedule
  throw invalidRequest(
    `You cannot ${what} a subscription schedule that is currently in the \`${schedule.status}\` status. It must be \`not_started\` or \`active\`.`,
  )
}

/** New phases take the place of the present one and of those to come; what is past stays. */
function phasesOf(world: World, before: Schedule, given: NonNullable<Update['phases']>): readonly Phase[] {
  const now = world.timeOn(before.test_clock)
  const { current_phase: current, phases } = before
  if (current === null) {
    const said = given[0]?.start_date
    const start = said === 'now' ? now : (said ?? phases[0]?.start_date ?? now)
    return draftPhases(world, given, { start, now })
  }
  const past = phases.filter(phase => phase.end_date <= current.start_date)
  const omitted = given.findIndex(({ end_date: end }) => typeof end !== 'number' || end > current.start_date)
  return [
    ...past,
    ...draftPhases(world, given.slice(Math.max(0, omitted)), { start: current.start_date, now }),
  ]
}

/** Changes a schedule that has not ended: the present phase at once, what is to come when it comes. */
export function updateSchedule(world: World, before: Schedule, params: Update): Schedule {
  const phases = params.phases === undefined ? before.phases : phasesOf(world, before, params.phases)
  const current = phases.find(phase => phase.start_date === before.current_phase?.start_date)
  const after = world.change('subscription_schedule', before.id, {
    current_phase: current && { start_date: current.start_date, end_date: current.end_date },
    default_settings: settingsOf(world, params.default_settings, before.default_settings),
    end_behavior: endOf(params.end_behavior),
    metadata: mergeMetadata(before.metadata, params.metadata),
    phases,
  })
  world.emitChange('subscription_schedule.updated', before, after)
  planSchedule(world, after)
  const behavior = params.proration_behavior ?? 'create_prorations'
  if (current !== undefined) applyPhase(world, after, { phase: current, behavior })
  advanceSchedule(world, before.id)
  return world.get('subscription_schedule', before.id)
}

export const subscriptionScheduleEndpoints = [
  endpoint('POST /v1/subscription_schedules', createSchedule),
  endpoint('GET /v1/subscription_schedules', (world, params) =>
    listOf(world, 'subscription_schedule', {
      url: '/v1/subscription_schedules',
      page: params,
      keep: schedule =>
        (params.customer === undefined || schedule.customer === params.customer) &&
        (params.scheduled === undefined || (schedule.status === 'not_started') === params.scheduled) &&
        inRange(schedule.canceled_at, params.canceled_at) &&
        inRange(schedule.completed_at, params.completed_at) &&
        inRange(schedule.released_at, params.released_at),
    }),
  ),
  endpoint('GET /v1/subscription_schedules/{id}', (world, _params, path) =>
    world.get('subscription_schedule', path['id'] ?? ''),
  ),
  endpoint('POST /v1/subscription_schedules/{id}', (world, params, path) =>
    updateSchedule(world, liveSchedule(world, path['id'], 'update'), params),
  ),
  endpoint('POST /v1/subscription_schedules/{id}/release', (world, params, path) => {
    const before = liveSchedule(world, path['id'], 'release')
    const { subscription } = before
    if (subscription !== null && params.preserve_cancel_date !== true)
      changeSubscription(world, subscription, { cancel_at: null, canceled_at: null })
    return endSchedule(world, before.id, 'released')
  }),
  endpoint('POST /v1/subscription_schedules/{id}/cancel', (world, params, path) => {
    const { id, subscription } = liveSchedule(world, path['id'], 'cancel')
    const after = endSchedule(world, id, 'canceled')
    if (subscription === null) return after
    const before = world.get('subscription', subscription)
    if (params.prorate ?? true) creditUnused(world, before)
    if (params.invoice_now ?? true) billNow(world, before)
    cancelNow(world, subscription)
    return after
  }),
]
