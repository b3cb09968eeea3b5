import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { Engine } from '../core/engine.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { shown, typedAmount } from '../money/shown.ts'
import { testIdOfNumber } from '../money/test-card-numbers.ts'
import { authenticatePage } from './authenticate-page.ts'
import { after, gone, html, messageIn, seeOther } from './html-page.ts'
import { escaped } from './inside-page.ts'

/** The pages that a customer sees: of checkout sessions and payment links. Undefined for every other address. */
export function pageAnswer(engine: Engine, request: WireRequest, now: number): WireAnswer | undefined {
  const [path = ''] = request.url.split('?')
  const [, kind, id = '', more] = path.split('/')
  if (more !== undefined) return undefined
  if (kind === 'paid' && request.method === 'GET')
    return html('Paid', '<p>Thank you. This is the simulator’s own page after a payment.</p>')
  if (kind === 'authenticate') return authenticatePage(engine, { ...request, id }, now)
  if (kind === 'buy' && request.method === 'GET') return openedLink(engine, id, now)
  if (kind !== 'pay') return undefined
  if (request.method === 'POST') return paid(engine, { id, body: request.body }, now)
  return request.method === 'GET' ? sessionPage(engine, id) : undefined
}

function openedLink(engine: Engine, id: string, now: number): WireAnswer {
  const link = engine.store.get('payment_link', id)
  if (link === undefined) return gone
  const answer = engine.visit(link.account, { url: `/_sim/payment_links/${id}/open`, body: '' }, now)
  const url = urlIn(answer.body)
  if (answer.status === 200 && url !== '') return after(answer, seeOther(url))
  return after(answer, html('This link is closed', `<p>${escaped(messageIn(answer.body))}</p>`, 410))
}

function paid(
  engine: Engine,
  { id, body }: { readonly id: string; readonly body: string },
  now: number,
): WireAnswer {
  const session = engine.store.get('checkout.session', id)
  if (session === undefined) return gone
  const fields = new URLSearchParams(body)
  const number = (fields.get('number') ?? '').replaceAll(/\s/g, '')
  const method = testIdOfNumber(number) ?? number
  if (/^\d+$/.test(method)) return sessionPage(engine, id, { problem: NO_TEST_NUMBER, typed: fields })
  fields.set('payment_method', method)
  fields.delete('number')
  const amount = fields.get('amount')
  const units = amount === null ? '0' : typedAmount(amount, session.row.currency ?? 'usd')
  if (!/^\d+$/.test(units)) return sessionPage(engine, id, { problem: NO_AMOUNT, typed: fields })
  if (amount !== null) fields.set('amount', units)
  const url = `/_sim/checkout/sessions/${id}/complete`
  const answer = engine.visit(session.account, { url, body: fields.toString() }, now)
  if (answer.status !== 200)
    return after(answer, sessionPage(engine, id, { problem: messageIn(answer.body), typed: fields }))
  const next = session.row.success_url ?? session.row.return_url ?? '/paid'
  return after(answer, seeOther(next.replaceAll('{CHECKOUT_SESSION_ID}', id)))
}

const NO_AMOUNT = 'An amount is a number, as 25 or 25.00.'
const NO_TEST_NUMBER =
  'This is none of Stripe’s test card numbers, and a real card has no place here. 4242 4242 4242 4242 pays.'

/** What a customer typed that was refused, and why. */
type Refused = { readonly problem: string; readonly typed: URLSearchParams }

function sessionPage(engine: Engine, id: string, refused?: Refused): WireAnswer {
  const session = engine.store.get('checkout.session', id)?.row
  if (session === undefined) return gone
  if (session.status !== 'open')
    return html('Checkout', `<p>This session is ${escaped(session.status ?? 'closed')}.</p>`, 410)
  const title = session.mode === 'setup' ? 'Save a payment method' : 'Checkout'
  const alert = refused ? `<p role="alert">${escaped(refused.problem)}</p>` : ''
  const back = session.cancel_url === null ? '' : `<p><a href="${escaped(session.cancel_url)}">Back</a></p>`
  const body = `${soldTable(engine, session)}${alert}${payForm(session, amountField(engine, session) + placeFields(session), refused?.typed)}${back}<p>A page of the Stripe simulator. No money moves.</p>`
  return html(title, body, refused ? 402 : 200)
}

/** Asks for the amount, where the price leaves it to the customer. */
function amountField(engine: Engine, session: ApiObjects['checkout.session']): string {
  const custom = engine.store
    .linked('checkout.items', session.id)
    .map(item => engine.store.get('item', item)?.row.price?.custom_unit_amount)
    .find(Boolean)
  if (!custom) return ''
  const code = session.currency ?? 'usd'
  const digits = CURRENCIES.get(code)?.decimals ?? 2
  const preset = custom.preset === null ? '' : (custom.preset / 10 ** digits).toFixed(digits)
  return `<label for="amount">Amount (${escaped(code.toUpperCase())})</label><input id="amount" name="amount" inputmode="decimal" value="${preset}" required>`
}

/** Asks where the customer is, where the tax depends on it, and for a business's tax id. */
function placeFields(session: ApiObjects['checkout.session']): string {
  const field = (name: string, label: string, value = '') =>
    `<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}">`
  const place = session.automatic_tax.enabled
    ? field('country', 'Country (two letters)', 'US') +
      field('state', 'State') +
      field('postal_code', 'Postal code')
    : ''
  return place + (session.tax_id_collection?.enabled ? field('tax_id', 'VAT number, if a business') : '')
}

function payForm(
  session: ApiObjects['checkout.session'],
  asked: string,
  typed = new URLSearchParams(),
): string {
  const known = session.customer_details ?? { email: session.customer_email, name: null }
  const email = typed.get('email') ?? known.email
  const name = typed.get('name') ?? known.name
  return `<form method="post">${asked}<label for="email">Email</label><input id="email" name="email" type="email" value="${escaped(email ?? '')}" required>
<label for="name">Name</label><input id="name" name="name" value="${escaped(name ?? '')}" required>
<label for="number">Test card number, or a test id such as pm_card_visa</label><input id="number" name="number" value="4242 4242 4242 4242" required>
<button>${session.mode === 'setup' ? 'Save' : 'Pay'}</button></form>`
}

function soldTable(engine: Engine, session: ApiObjects['checkout.session']): string {
  const currency = session.currency ?? 'usd'
  const row = (what: string, amount: number) =>
    `<tr><td>${escaped(what)}</td><td>${shown(amount, currency)}</td></tr>`
  const lines = engine.store
    .linked('checkout.items', session.id)
    .flatMap(item => engine.store.get('item', item)?.row ?? [])
    .map(line => row(`${line.quantity ?? 1} × ${line.description ?? ''}`, line.amount_total))
  const total = session.amount_total === null ? '' : row('Total', session.amount_total)
  const tax = session.total_details?.amount_tax ? row('of it tax', session.total_details.amount_tax) : ''
  const later =
    session.automatic_tax.status === 'requires_location_inputs'
      ? '<p>Tax is added when the place is known.</p>'
      : ''
  return `<table>${lines.join('')}${total}${tax}</table>${later}`
}

function parsed(body: string): unknown {
  return JSON.parse(body)
}

function urlIn(body: string): string {
  const value = parsed(body)
  return typeof value === 'object' && value !== null && 'url' in value ? String(value.url) : ''
}
