import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { isLocated } from './automatic.ts'
import { buyerOf } from './levy.ts'

/**
 * An invoice that is opened by itself is not held up by a customer whose place is no longer known: its automatic tax,
 * and its subscription's, is switched off with the reason.
 */
export function withoutUnknownTax(world: World, invoice: ApiObjects['invoice']): void {
  const customer = world.get('customer', invoice.customer ?? '')
  if (!invoice.automatic_tax.enabled || isLocated(buyerOf(world, customer).address)) return
  const off = { enabled: false, liability: null }
  const after = world.change('invoice', invoice.id, {
    automatic_tax: {
      ...off,
      disabled_reason: 'finalization_requires_location_inputs',
      provider: null,
      status: null,
    },
  })
  world.emitChange('invoice.updated', invoice, after)
  const id = invoice.parent?.subscription_details?.subscription
  const before = id === undefined ? undefined : world.find('subscription', id)
  if (before === undefined) return
  const subscription = world.change('subscription', before.id, {
    automatic_tax: { ...off, disabled_reason: 'requires_location_inputs' },
  })
  world.emitChange('customer.subscription.updated', before, subscription)
}
