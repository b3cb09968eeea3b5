import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { Engine } from '../core/engine.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { shown } from '../money/shown.ts'
import { escaped } from './linked-text.ts'

type Session = ApiObjects['checkout.session']

/** A field of the form: its name, its label, what stands in it, and more attributes or words below it. */
type FormField = {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly more?: string
  readonly help?: string
}

function fieldHtml({ name, label, value, more = '', help }: FormField): string {
  const described = help === undefined ? '' : ` aria-describedby="${name}-help"`
  const below = help === undefined ? '' : `<small id="${name}-help">${help}</small>`
  return `<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${escaped(value)}"${described}${more === '' ? '' : ` ${more}`}>${below}`
}

/** The form of a session's page, with what was typed already. */
export function payForm(engine: Engine, session: Session, typed = new URLSearchParams()): string {
  const fields = [...amountField(engine, session), ...personFields(session), ...placeFields(session), CARD]
  const inputs = fields.map(field => fieldHtml({ ...field, value: typed.get(field.name) ?? field.value }))
  return `<form method="post">${inputs.join('\n')}<button>${buttonText(engine, session)}</button></form>`
}

const CARD: FormField = {
  name: 'number',
  label: 'Test card number',
  value: '4242 4242 4242 4242',
  more: 'required autocomplete="off"',
  help: 'Or a test id such as pm_card_visa.',
}

/** What the button does, with the amount where it is known. */
function buttonText(engine: Engine, session: Session): string {
  if (session.mode === 'setup') return 'Save'
  const open = customAmount(engine, session) || session.automatic_tax.status === 'requires_location_inputs'
  const word =
    session.submit_type === 'donate' ? 'Donate' : session.mode === 'subscription' ? 'Subscribe' : 'Pay'
  return open || !session.amount_total
    ? word
    : `${word} ${shown(session.amount_total, session.currency ?? 'usd')}`
}

function customAmount(engine: Engine, session: Session) {
  return engine.store
    .linked('checkout.items', session.id)
    .map(item => engine.store.get('item', item)?.row.price?.custom_unit_amount)
    .find(Boolean)
}

/** Asks for the amount, where the price leaves it to the customer. */
function amountField(engine: Engine, session: Session): readonly FormField[] {
  const custom = customAmount(engine, session)
  if (!custom) return []
  const code = session.currency ?? 'usd'
  const digits = CURRENCIES.get(code)?.decimals ?? 2
  const value = custom.preset === null ? '' : (custom.preset / 10 ** digits).toFixed(digits)
  const label = `Amount (${escaped(code.toUpperCase())})`
  return [{ name: 'amount', label, value, more: 'inputmode="decimal" required' }]
}

function personFields(session: Session): readonly FormField[] {
  const known = session.customer_details ?? { email: session.customer_email, name: null }
  return [
    {
      name: 'email',
      label: 'Email',
      value: known.email ?? '',
      more: 'type="email" autocomplete="email" required',
    },
    { name: 'name', label: 'Name', value: known.name ?? '', more: 'autocomplete="name" required' },
  ]
}

/** Asks where the customer is, where the tax depends on it, and for a business's tax id. */
function placeFields(session: Session): readonly FormField[] {
  const place = [
    { name: 'country', label: 'Country', value: 'US', more: 'maxlength="2" required', help: 'Two letters.' },
    { name: 'state', label: 'State', value: '' },
    { name: 'postal_code', label: 'Postal code', value: '' },
  ]
  return [
    ...(session.automatic_tax.enabled ? place : []),
    ...(session.tax_id_collection?.enabled
      ? [{ name: 'tax_id', label: 'VAT number, if a business', value: '' }]
      : []),
  ]
}

/** What is sold: the lines with how often they are paid, the total, and the tax in it; no sum that is yet to be chosen. */
export function soldTable(engine: Engine, session: Session): string {
  const currency = session.currency ?? 'usd'
  const chosen = session.status === 'open' && customAmount(engine, session) !== undefined
  const row = (what: string, amount: number, kind = '') =>
    `<tr${kind === '' ? '' : ` class="${kind}"`}><td>${escaped(what)}</td><td>${chosen ? 'what you choose' : shown(amount, currency)}</td></tr>`
  const lines = engine.store
    .linked('checkout.items', session.id)
    .flatMap(item => engine.store.get('item', item)?.row ?? [])
    .map(line =>
      row(`${line.quantity ?? 1} × ${line.description ?? ''}${rhythm(line.price)}`, line.amount_total),
    )
  const total = session.amount_total === null || chosen ? '' : row('Total', session.amount_total, 'total')
  const tax = session.total_details?.amount_tax
    ? row('of it tax', session.total_details.amount_tax, 'part')
    : ''
  const later =
    session.automatic_tax.status === 'requires_location_inputs'
      ? '<p class="part">Tax is added when the place is known.</p>'
      : ''
  return `<table aria-label="What you buy">${lines.join('')}${total}${tax}</table>${later}`
}

/** How often a price is paid, in words. */
function rhythm(price: ApiObjects['item']['price']): string {
  const recurring = price?.recurring
  if (!recurring) return ''
  const { interval, interval_count: count } = recurring
  return count === 1 ? `, every ${interval}` : `, every ${count} ${interval}s`
}
