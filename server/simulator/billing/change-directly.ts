import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { keepInPhase } from './keep-in-phase.ts'
import { changeItems } from './update-subscription.ts'

type Subscription = ApiObjects['subscription']

/** Changes items on the subscription itself: a schedule that it follows goes on from there, until its next phase. */
export function changeDirectly(
  world: World,
  before: Subscription,
  asked: Parameters<typeof changeItems>[2],
): Subscription {
  const after = changeItems(world, before, asked)
  keepInPhase(world, before, after)
  return after
}
