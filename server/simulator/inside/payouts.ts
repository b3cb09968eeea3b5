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
  insideEndpoint('POST /_sim/payouts/{id}/arrive', {
    what: 'the bank has the money now, or sends it back where its test number says so; else two days later',
    run: (world, { id = '' }) => hasten(world, id),
  }),
  insideEndpoint('POST /_sim/payouts/{id}/fail', {
    what: 'the bank sends a payout back',
    run: (world, { id = '' }) => failPayout(world, id),
  }),
  insideEndpoint('POST /_sim/topups/{id}/fail', {
    what: 'the bank refuses the money of a top-up on its way',
    run: (world, { id = '' }) => failTopup(world, id),
  }),
]
