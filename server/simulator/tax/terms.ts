import { invalidRequest, noSuch } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import { isLocated } from './automatic.ts'
import { noLocation } from './invoice-tax.ts'
import { buyerOf, owingOf } from './levy.ts'
import { checkHeadOffice } from './tax-settings.ts'

type Liability = { readonly type: string; readonly account?: string }
type AutomaticGiven = { readonly enabled: boolean; readonly liability?: Liability }

/** What a request says about taxes. */
export type TaxGiven = {
  readonly automatic_tax?: AutomaticGiven
  readonly default_tax_rates?: readonly string[] | null
}

/** Taxes as subscriptions and invoices show them. */
type TaxTerms = {
  readonly automatic_tax?: {
    readonly disabled_reason: null
    readonly enabled: boolean
    readonly liability: Liability | null
  }
  readonly default_tax_rates?: readonly ApiObjects['tax_rate'][]
}

/** Automatic tax as asked for: the account that owes it must have a head office. */
export function automaticOf(world: World, given: AutomaticGiven): NonNullable<TaxTerms['automatic_tax']> {
  const { enabled, liability } = given
  const off = { disabled_reason: null, enabled, liability: null }
  if (!enabled) return off
  const type = liability?.type ?? 'self'
  if (type === 'account' && !world.owns(liability?.account ?? ''))
    throw noSuch('account', liability?.account ?? '', 'automatic_tax[liability][account]')
  checkHeadOffice(owingOf(world, liability))
  return {
    ...off,
    liability: { type, ...(liability?.account === undefined ? {} : { account: liability.account }) },
  }
}

/** The taxes that a request asks for; what it says nothing about stays as it is. */
export function taxTermsOf(world: World, given: TaxGiven): TaxTerms {
  const { automatic_tax: automatic, default_tax_rates: rates } = given
  if (automatic?.enabled === true && rates !== undefined && rates !== null && rates.length > 0)
    throw invalidRequest('You cannot specify `default_tax_rates` when automatic tax is enabled.', {
      param: 'default_tax_rates',
    })
  return {
    ...(automatic === undefined ? {} : { automatic_tax: automaticOf(world, automatic) }),
    ...(rates === undefined ? {} : { default_tax_rates: taxRatesOf(world, rates, 'default_tax_rates') }),
  }
}

/** Automatic tax of a subscription needs a customer whose place is known. */
export function checkLocated(world: World, customer: ApiObjects['customer'], terms: TaxTerms): void {
  if (terms.automatic_tax?.enabled === true && !isLocated(buyerOf(world, customer).address))
    throw noLocation()
}

/** Automatic tax of pages: who works it out, beside what was asked for. */
export function automaticTaxOf(world: World, given: AutomaticGiven | undefined) {
  const { enabled, liability } = automaticOf(world, given ?? { enabled: false })
  return { enabled, liability, provider: enabled ? 'stripe' : null, status: null }
}
