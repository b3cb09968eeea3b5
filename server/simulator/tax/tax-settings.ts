import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type TaxSettings = HiddenObjects['hidden.tax']

/** What an account has told about its taxes. */
export const taxSettingsOf = (world: World): TaxSettings =>
  world.store.get('hidden.tax', world.account)?.row ?? {
    id: world.account,
    headOffice: null,
    behavior: null,
    code: 'txcd_10000000',
  }

/** The settings as the API shows them: active once the head office is known. */
export function shownTaxSettings(world: World): ApiObjects['tax.settings'] {
  const { headOffice, behavior, code } = taxSettingsOf(world)
  return {
    object: 'tax.settings',
    defaults: { provider: 'stripe', tax_behavior: behavior, tax_code: code },
    head_office: headOffice === null ? null : { address: headOffice },
    livemode: false,
    status: headOffice === null ? 'pending' : 'active',
    status_details: headOffice === null ? { pending: { missing_fields: ['head_office'] } } : { active: {} },
  }
}

/** Writes the settings down, and tells about it. */
export function changeTaxSettings(world: World, changes: Partial<TaxSettings>): void {
  world.hide('hidden.tax', { ...taxSettingsOf(world), ...changes, id: world.account })
  world.emit('tax.settings.updated', shownTaxSettings(world))
}

/** Automatic tax needs a head office: without it nothing can be worked out. */
export function checkHeadOffice(world: World): void {
  if (taxSettingsOf(world).headOffice === null)
    throw invalidRequest(
      'You must have a valid head office address to enable automatic tax calculation in test mode. Visit https://dashboard.stripe.com/test/settings/tax to update it.',
      { param: 'automatic_tax[enabled]' },
    )
}
