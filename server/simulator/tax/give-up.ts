import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { isLocated } from './automatic.ts'
import { buyerOf, methodsBehind } from './levy.ts'

const OFF = { enabled: false, liability: null }
const SWITCHED_OFF = { ...OFF, disabled_reason: 'requires_location_inputs' } as const

/** Whether a customer is where automatic tax can be worked out. */
export function isPlaceKnown(world: World, customer: string, methods?: readonly (string | null)[]): boolean {
  return isLocated(buyerOf(world, world.get('customer', customer), methods).address)
}

/**
 * A subscription's invoice that is opened by itself is not held up by a customer whose place is no longer known: its
 * automatic tax, and its subscription's, is switched off with the reason.
 */
export function withoutUnknownTax(world: World, invoice: ApiObjects['invoice']): void {
  const id = invoice.parent?.subscription_details?.subscription
  if (id === undefined || !invoice.automatic_tax.enabled) return
  if (isPlaceKnown(world, invoice.customer ?? '', methodsBehind(world, invoice))) return
  const after = world.change('invoice', invoice.id, {
    automatic_tax: {
      ...OFF,
      disabled_reason: 'finalization_requires_location_inputs',
      provider: null,
      status: null,
    },
  })
  world.emitChange('invoice.updated', invoice, after)
  switchTaxOff(world, id)
}

/** Switches the automatic tax of a subscription off with the reason, and of its schedule's present phase and settings. */
export function switchTaxOff(world: World, id: string): void {
  const before = world.find('subscription', id)
  if (before === undefined) return
  const after = world.change('subscription', id, { automatic_tax: SWITCHED_OFF })
  world.emitChange('customer.subscription.updated', before, after)
  const schedule = before.schedule === null ? undefined : world.find('subscription_schedule', before.schedule)
  if (schedule === undefined) return
  const changed = world.change('subscription_schedule', schedule.id, {
    default_settings: { ...schedule.default_settings, automatic_tax: SWITCHED_OFF },
    phases: schedule.phases.map(phase =>
      phase.start_date === schedule.current_phase?.start_date
        ? { ...phase, automatic_tax: SWITCHED_OFF }
        : phase,
    ),
  })
  world.emitChange('subscription_schedule.updated', schedule, changed)
}
