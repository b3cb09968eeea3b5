import { invalidRequest, noSuch } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { shareOf } from '../money/fees.ts'
import { shippingOf } from '../resources/customers.ts'
import { checkDestination } from '../resources/destination-charges.ts'
import { accountTaxIds } from '../resources/tax-ids.ts'

type Invoice = ApiObjects['invoice']
type Update = EndpointParams<'POST /v1/invoices/{id}'>
type Asked = Pick<
  Update,
  | 'account_tax_ids'
  | 'effective_at'
  | 'issuer'
  | 'on_behalf_of'
  | 'payment_settings'
  | 'rendering'
  | 'shipping_details'
>

/** An account of the platform's that a parameter names. */
export function ownedAccount(world: World, account: string, param: string): string {
  if (!world.owns(account)) throw noSuch('account', account, param)
  return account
}

/** Who issues an invoice: the account itself, or a connected one. */
export function issuerOf(world: World, given: NonNullable<Asked['issuer']>, path = ''): Invoice['issuer'] {
  const { type, account } = given
  const param = path === '' ? 'issuer[account]' : `${path}[issuer][account]`
  return type === 'account' ? { type, account: ownedAccount(world, account ?? '', param) } : { type }
}

/** What a request says of an invoice beside what it bills; what it does not say stays. */
export function settingsOf(world: World, given: Asked): Partial<Invoice> {
  const { issuer, on_behalf_of: account, payment_settings: pays, rendering, shipping_details: ships } = given
  return present({
    account_tax_ids: accountTaxIds(world, given.account_tax_ids),
    effective_at: given.effective_at,
    issuer: issuer && issuerOf(world, issuer),
    on_behalf_of: account ? ownedAccount(world, account, 'on_behalf_of') : account,
    payment_settings: pays && {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: pays.payment_method_types ?? null,
    },
    rendering: rendering && {
      amount_tax_display: rendering.amount_tax_display ?? null,
      pdf: rendering.pdf ? { page_size: rendering.pdf.page_size ?? null } : null,
      template: null,
      template_version: null,
    },
    shipping_details: shippingOf(ships),
  })
}

type Settings = ApiObjects['subscription']['invoice_settings']
type SettingsAsked = NonNullable<EndpointParams<'POST /v1/subscriptions/{id}'>['invoice_settings']>

const SELF: Settings = {
  account_tax_ids: null,
  custom_fields: null,
  description: null,
  footer: null,
  issuer: { type: 'self' },
}

/** What a subscription has written on its invoices; what is not said stays. */
export function invoiceSettingsOf(
  world: World,
  given: SettingsAsked | undefined,
  before: Settings = SELF,
): Settings {
  return given === undefined ? before : { ...before, ...settingsSaid(world, given, 'invoice_settings') }
}

/** What a request says of the invoices of a subscription, or of a phase. */
export const settingsSaid = (world: World, given: SettingsAsked, path: string) =>
  present({
    account_tax_ids: accountTaxIds(world, given.account_tax_ids, `${path}[account_tax_ids]`),
    custom_fields: customFields(given.custom_fields),
    description: given.description,
    footer: given.footer,
    issuer: given.issuer && issuerOf(world, given.issuer, path),
  })

type Fields = readonly { readonly name: string; readonly value: string }[] | null | undefined

/** Fields of the seller's own that are written on an invoice. */
export const customFields = (given: Fields) => given?.map(({ name, value }) => ({ name, value })) ?? given

type MoneyAsked = Pick<Update, 'application_fee_amount' | 'transfer_data'>

/** Keeps whose an invoice's payment is in the end: nothing of it is shown on the invoice, all of it on its payment. */
export function keepMoneyTerms(world: World, id: string, asked: MoneyAsked): void {
  const { application_fee_amount: fee, transfer_data: data } = asked
  if (fee === undefined && data === undefined) return
  const before = world.find('hidden.invoice_money', id) ?? { fee: null, transfer: null }
  const transfer = data === undefined ? before.transfer : data && destinationOf(world, data)
  if (fee !== undefined && transfer === null && world.account === world.platform)
    throw invalidRequest(
      'Can only apply an application_fee_amount when the invoice is of a connected account (Stripe-Account header) or has transfer_data[destination].',
      { param: 'application_fee_amount' },
    )
  world.hide('hidden.invoice_money', { id, fee: fee ?? before.fee, transfer })
}

function destinationOf(world: World, { amount, destination }: NonNullable<MoneyAsked['transfer_data']>) {
  checkDestination(world, destination, 'transfer_data[destination]')
  return present({ amount, destination })
}

/** What an invoice, else its subscription, says about whose its payment is. A fee never exceeds what is paid. */
export function moneyTermsOf(
  world: World,
  invoice: Invoice,
  subscription: ApiObjects['subscription'] | undefined,
): Given<ApiObjects['payment_intent']> {
  const own = world.find('hidden.invoice_money', invoice.id)
  const { transfer_data: data = null, application_fee_percent: percent = null } = subscription ?? {}
  const part = (share: number) => shareOf(invoice.amount_due, Math.round(share * 100))
  const usual = {
    fee: percent === null ? null : part(percent),
    transfer: data && {
      destination: data.destination,
      ...(data.amount_percent === null ? {} : { amount: part(data.amount_percent) }),
    },
  }
  const fee = own?.fee ?? usual.fee
  return {
    application_fee_amount: fee === null ? null : Math.min(fee, invoice.amount_due),
    on_behalf_of: invoice.on_behalf_of,
    transfer_data: own === undefined ? usual.transfer : own.transfer,
  }
}
