import { invalidRequest } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import { arrive, failPayout, handOver } from '../resources/payouts.ts'
import { failTopup } from '../resources/topups.ts'
import { insideEndpoint } from './inside-endpoint.ts'

function hasten(world: World, id: string): object {
  const { status } = world.get('payout', id)
  if (status !== 'pending' && status !== 'in_transit')
    throw invalidRequest(`This payout is ${status} already.`)
  world.unschedule(null, id, 'payout.send')
  handOver(world, id)
  world.unschedule(null, id, 'payout.arrive')
  arrive(world, id)
  return world.get('payout', id)
}

export const payoutHelpers = [
  /** Has the bank receive a payout now, or send it back where its test number says so. */
  insideEndpoint('POST /_sim/payouts/{id}/arrive', (world, path) => hasten(world, path['id'] ?? '')),
  /** Has the bank refuse the money of a top-up. */
  insideEndpoint('POST /_sim/topups/{id}/fail', (world, path) => failTopup(world, path['id'] ?? '')),
  /** Has the bank send a payout back. */
  insideEndpoint('POST /_sim/payouts/{id}/fail', (world, path) => failPayout(world, path['id'] ?? '')),
]
