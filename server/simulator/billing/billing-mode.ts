import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { changeSubscription } from '../resources/subscription-status.ts'

type Subscription = ApiObjects['subscription']
type Asked = EndpointParams<'POST /v1/subscriptions'>['billing_mode']

/** How prorations and invoices are worked out: flexible, with discounts inside of prorations, unless told otherwise. */
export function modeOf(asked: Asked, now: number): Subscription['billing_mode'] {
  if (asked?.type === 'classic') return { type: 'classic', flexible: null }
  const discounts = asked?.flexible?.proration_discounts ?? 'included'
  return { type: 'flexible', flexible: { proration_discounts: discounts }, updated_at: now }
}

/** Has a subscription billed in another mode from now on. */
export function changeMode(
  world: World,
  { id, test_clock: clock }: Subscription,
  asked: Asked,
): Subscription {
  return changeSubscription(world, id, { billing_mode: modeOf(asked, world.timeOn(clock)) })
}
