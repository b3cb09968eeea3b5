import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { checkDestination } from '../resources/destination-charges.ts'
import { paymentMethodOf } from '../resources/payment-methods.ts'
import { automaticOf } from '../tax/terms.ts'
import { settingsSaid } from './invoice-settings.ts'

type Settings = ApiObjects['subscription_schedule']['default_settings']
type Given = NonNullable<EndpointParams<'POST /v1/subscription_schedules/{id}'>['default_settings']>

/** The settings of a schedule that names none. */
export const USUAL_SETTINGS: Settings = {
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor: 'automatic',
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  default_payment_method: null,
  description: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    days_until_due: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  on_behalf_of: null,
  transfer_data: null,
}

/** What a schedule's phases take where they say nothing themselves; what is not said stays as it was. */
export function settingsOf(world: World, given: Given = {}, before: Settings = USUAL_SETTINGS): Settings {
  const { automatic_tax: tax, invoice_settings: invoices } = given
  return {
    ...before,
    ...present({
      application_fee_percent: given.application_fee_percent,
      automatic_tax: tax && automaticOf(world, tax),
      billing_cycle_anchor: given.billing_cycle_anchor,
      collection_method: given.collection_method,
      default_payment_method: methodOf(world, given.default_payment_method, 'default_settings'),
      description: given.description,
      invoice_settings: invoices && {
        ...before.invoice_settings,
        ...present({ days_until_due: invoices.days_until_due }),
        ...settingsSaid(world, invoices, 'default_settings[invoice_settings]'),
      },
      on_behalf_of: given.on_behalf_of,
      transfer_data: destinationOf(world, given.transfer_data, 'default_settings'),
    }),
  }
}

/** The payment method that a parameter names. */
export function methodOf(world: World, id: string | undefined, path: string): string | undefined {
  return id === undefined ? undefined : paymentMethodOf(world, id, `${path}[default_payment_method]`).id
}

type Destination = { readonly amount_percent?: number; readonly destination: string }

/** Where each payment's money goes on to. */
export function destinationOf(
  world: World,
  given: Destination | null | undefined,
  path: string,
): Settings['transfer_data'] | undefined {
  if (!given) return given
  checkDestination(world, given.destination, `${path}[transfer_data][destination]`)
  return { amount_percent: given.amount_percent ?? null, destination: given.destination }
}
