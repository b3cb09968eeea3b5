import { checkThresholds } from '../billing/thresholds.ts'
import { countOf, usageOf } from '../billing/usage.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { listOf, matches, pageOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Meter = ApiObjects['billing.meter']

type Summary = ApiObjects['billing.meter_event_summary']
type Summaries = {
  readonly customer: string
  readonly start_time: number
  readonly end_time: number
  readonly value_grouping_window?: string
}

/** Seconds that an event may lie behind and ahead. */
const OLDEST = 35 * 86_400
const NEWEST = 5 * 60

function activeMeter(world: World, eventName: string): Meter {
  const meters = world.store.idsOf('billing.meter', world.account).map(id => world.find('billing.meter', id))
  const meter = meters.find(one => one?.event_name === eventName && one.status === 'active')
  if (meter === undefined)
    throw invalidRequest(`No active meter found for event name ${eventName}.`, {
      code: 'no_meter',
      param: 'event_name',
    })
  return meter
}

function checkTime(at: number, now: number): number {
  if (at < now - OLDEST || at > now + NEWEST)
    throw invalidRequest('The timestamp must be within the past 35 days or up to 5 minutes in the future.', {
      code: 'timestamp_out_of_range',
      param: 'timestamp',
    })
  return at
}

function usedValue(payload: Readonly<Record<string, string>>, key: string): number {
  const value = Number(payload[key])
  if (!Number.isSafeInteger(value))
    throw invalidRequest(`payload[${key}] must be a whole number.`, { param: `payload[${key}]` })
  return value
}

const WINDOWS: Readonly<Record<string, number>> = { hour: 3600, day: 86_400 }

/** What a customer used of a meter, as one number or window by window, newest first; windows without usage are left out. */
function summariesOf(world: World, meter: Meter, params: Summaries): readonly Summary[] {
  const { customer, start_time: from, end_time: until, value_grouping_window: window } = params
  const step = window === undefined ? until - from : (WINDOWS[window] ?? 60)
  const grain = window === undefined ? 60 : step
  for (const name of ['start_time', 'end_time'] as const)
    if (params[name] % grain !== 0)
      throw invalidRequest(`${name} must be aligned with ${window ?? 'minute'} boundaries.`, { param: name })
  if (until <= from) throw invalidRequest('end_time must be after start_time.', { param: 'end_time' })
  const starts = Array.from({ length: Math.ceil((until - from) / step) }, (_, index) => from + index * step)
  return starts
    .map(start => ({ start, end: start + step }))
    .filter(span => window === undefined || countOf(world, meter.id, { customer, ...span }) > 0)
    .map(
      ({ start, end }): Summary => ({
        id: `mtrusg_test_${meter.id.slice(-8)}${start}`,
        object: 'billing.meter_event_summary',
        aggregated_value: usageOf(world, meter.id, { customer, start, end }),
        end_time: end,
        livemode: false,
        meter: meter.id,
        start_time: start,
      }),
    )
    .toReversed()
}

/** Takes back an event of the last day: it is counted no more. */
function cancelEvent(world: World, meter: Meter, identifier: string): void {
  const id = `${meter.id}:${identifier}`
  const usage = world.find('hidden.usage', id)
  if (usage === undefined || usage.customer === undefined)
    throw invalidRequest(`No event with identifier ${identifier} was found.`, {
      code: 'resource_missing',
      param: 'cancel[identifier]',
    })
  if (world.timeOn(world.find('customer', usage.customer)?.test_clock ?? null) - usage.at > 86_400)
    throw invalidRequest('Only events of the last 24 hours can be cancelled.', {
      param: 'cancel[identifier]',
    })
  world.store.unlink('meter.usage', `${meter.id}:${usage.customer}`, id)
}

export const meterEndpoints = [
  endpoint('GET /v1/billing/meters/{id}/event_summaries', (world, params, path) => {
    const meter = world.get('billing.meter', path['id'] ?? '')
    const customer = world.get('customer', params.customer, 'customer').id
    const { start_time, end_time, value_grouping_window: window } = params
    const asked = { customer, start_time, end_time, ...(window ? { value_grouping_window: window } : {}) }
    const rows = summariesOf(world, meter, asked)
    return pageOf(rows, params, `/v1/billing/meters/${meter.id}/event_summaries`)
  }),
  endpoint('POST /v1/billing/meter_event_adjustments', (world, params) => {
    const meter = activeMeter(world, params.event_name)
    const identifier = params.cancel?.identifier
    if (identifier === undefined) throw missingParam('cancel[identifier]')
    cancelEvent(world, meter, identifier)
    return {
      object: 'billing.meter_event_adjustment',
      cancel: { identifier },
      event_name: params.event_name,
      livemode: false,
      status: 'pending',
      type: params.type,
    }
  }),
  endpoint('POST /v1/billing/meters', (world, params) => {
    const meter = world.create('billing.meter', {
      id: world.newId('mtr_test_6'),
      created: world.now,
      customer_mapping: params.customer_mapping ?? { event_payload_key: 'stripe_customer_id', type: 'by_id' },
      default_aggregation: { formula: params.default_aggregation.formula },
      display_name: params.display_name,
      event_name: params.event_name,
      event_time_window: params.event_time_window,
      status: 'active',
      updated: world.now,
      value_settings: params.value_settings ?? { event_payload_key: 'value' },
    })
    world.emit('billing.meter.created', meter)
    return meter
  }),
  endpoint('GET /v1/billing/meters', (world, params) =>
    listOf(world, 'billing.meter', {
      url: '/v1/billing/meters',
      page: params,
      keep: meter => matches(meter, { status: params.status }),
    }),
  ),
  endpoint('GET /v1/billing/meters/{id}', (world, _params, path) =>
    world.get('billing.meter', path['id'] ?? ''),
  ),
  endpoint('POST /v1/billing/meters/{id}', (world, params, path) => {
    const before = world.get('billing.meter', path['id'] ?? '')
    const after = world.change('billing.meter', before.id, {
      display_name: params.display_name,
      updated: world.now,
    })
    world.emitChange('billing.meter.updated', before, after)
    return after
  }),
  endpoint('POST /v1/billing/meters/{id}/deactivate', (world, _params, path) => {
    const meter = world.change('billing.meter', world.get('billing.meter', path['id'] ?? '').id, {
      status: 'inactive',
      status_transitions: { deactivated_at: world.now },
    })
    world.emit('billing.meter.deactivated', meter)
    return meter
  }),
  endpoint('POST /v1/billing/meters/{id}/reactivate', (world, _params, path) => {
    const meter = world.change('billing.meter', world.get('billing.meter', path['id'] ?? '').id, {
      status: 'active',
      status_transitions: { deactivated_at: null },
    })
    world.emit('billing.meter.reactivated', meter)
    return meter
  }),
  endpoint('POST /v1/billing/meter_events', (world, params) => {
    const meter = activeMeter(world, params.event_name)
    const customer = world.get(
      'customer',
      params.payload[meter.customer_mapping.event_payload_key] ?? '',
      `payload[${meter.customer_mapping.event_payload_key}]`,
    )
    const now = world.timeOn(customer.test_clock ?? null)
    const identifier = params.identifier ?? world.newId('mevt_1')
    const id = `${meter.id}:${identifier}`
    if (world.find('hidden.usage', id) !== undefined)
      throw invalidRequest(`An event already exists with identifier ${identifier}.`, {
        code: 'duplicate_meter_event',
        param: 'identifier',
      })
    const at = checkTime(params.timestamp ?? now, now)
    const value = usedValue(params.payload, meter.value_settings.event_payload_key)
    world.hide('hidden.usage', { id, at, value, customer: customer.id })
    world.store.link('meter.usage', `${meter.id}:${customer.id}`, id)
    checkThresholds(world, customer.id)
    return {
      object: 'billing.meter_event',
      created: now,
      event_name: params.event_name,
      identifier,
      livemode: false,
      payload: { ...params.payload },
      timestamp: at,
    }
  }),
]
