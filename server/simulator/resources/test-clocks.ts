import { LIMITS } from '#shared/facts/limits.ts'
import { intervalOf, lengthOf } from '../billing/periods.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { deleteCustomer } from './customers.ts'

type Clock = ApiObjects['test_helpers.test_clock']

/** How far a clock may be moved at once: two intervals of its shortest subscription, two years without any. */
function furthest(world: World, clock: Clock): number {
  const lengths = world.store
    .linked('clock.customers', clock.id)
    .flatMap(customer => world.store.linked('customer.subscriptions', customer))
    .map(id => world.find('subscription', id))
    .filter(subscription => subscription !== undefined && subscription.ended_at === null)
    .flatMap(subscription => subscription?.items.data ?? [])
    .filter(item => item.price.recurring !== null)
    .map(item => lengthOf(intervalOf(item.price)))
  const slack = 4 * 86_400
  return lengths.length === 0
    ? clock.frozen_time + LIMITS.testClock.yearsWithoutSubscription * 366 * 86_400
    : clock.frozen_time + LIMITS.testClock.intervalsPerAdvance * Math.min(...lengths) + slack
}

export const testClockEndpoints = [
  endpoint('POST /v1/test_helpers/test_clocks', (world, params) => {
    if (world.account !== world.platform)
      throw invalidRequest('Test clocks are only available on the platform account.')
    const clock = world.create('test_helpers.test_clock', {
      created: world.now,
      deletes_after: world.now + 30 * 86_400,
      frozen_time: params.frozen_time,
      name: params.name,
      status: 'ready',
      status_details: {},
    })
    world.emit('test_helpers.test_clock.created', clock)
    return clock
  }),
  endpoint('GET /v1/test_helpers/test_clocks', (world, params) =>
    listOf(world, 'test_helpers.test_clock', { url: '/v1/test_helpers/test_clocks', page: params }),
  ),
  endpoint('GET /v1/test_helpers/test_clocks/{id}', (world, _params, path) =>
    world.get('test_helpers.test_clock', path['id'] ?? ''),
  ),
  endpoint('POST /v1/test_helpers/test_clocks/{id}/advance', (world, params, path) => {
    const clock = world.get('test_helpers.test_clock', path['id'] ?? '')
    if (clock.status === 'advancing')
      throw invalidRequest('Test clock advancement is underway - please wait for it to finish.', {
        code: 'test_clock_advancing',
      })
    if (params.frozen_time <= clock.frozen_time)
      throw invalidRequest('Test clocks can only be advanced to the future, not backward.', {
        param: 'frozen_time',
      })
    if (params.frozen_time > furthest(world, clock))
      throw invalidRequest(
        'The test clock can be advanced at most two intervals of its shortest subscription at once (two years when there is none).',
        { param: 'frozen_time' },
      )
    const advancing = world.change('test_helpers.test_clock', clock.id, {
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: params.frozen_time } },
    })
    world.emit('test_helpers.test_clock.advancing', advancing)
    world.schedule({ at: world.now, clock: null, action: 'clock.advance', target: clock.id })
    return advancing
  }),
  endpoint('DELETE /v1/test_helpers/test_clocks/{id}', (world, _params, path) => {
    const clock = world.get('test_helpers.test_clock', path['id'] ?? '')
    for (const customer of world.store.linked('clock.customers', clock.id))
      if (world.find('customer', customer)) deleteCustomer(world, customer)
    world.store.remove('test_helpers.test_clock', clock.id)
    world.emit('test_helpers.test_clock.deleted', clock)
    return { id: clock.id, object: 'test_helpers.test_clock', deleted: true }
  }),
]
