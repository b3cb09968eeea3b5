import type { Engine } from '../core/engine.ts'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { typedAmount } from '../money/shown.ts'
import { testIdOfNumber } from '../money/test-card-numbers.ts'
import { authenticatePage } from './authenticate-page.ts'
import { after, closed, gone, html, messageIn, seeOther } from './html-page.ts'
import { escaped } from './linked-text.ts'
import { payForm, soldTable } from './pay-form.ts'

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
  return after(answer, closed('This link is closed', messageIn(answer), 410))
}

function paid(
  engine: Engine,
  { id, body }: { readonly id: string; readonly body: string },
  now: number,
): WireAnswer {
  const session = engine.store.get('checkout.session', id)
  if (session === undefined) return gone
  const fields = new URLSearchParams(body)
  const typed = new URLSearchParams(body)
  const again = (problem: string) => sessionPage(engine, id, { problem, typed })
  const number = (fields.get('number') ?? '').replaceAll(/\s/g, '')
  const method = testIdOfNumber(number) ?? number
  if (/^\d+$/.test(method)) {
    typed.delete('number')
    return again(NO_TEST_NUMBER)
  }
  fields.set('payment_method', method)
  fields.delete('number')
  const amount = fields.get('amount')
  const units = amount === null ? '0' : typedAmount(amount, session.row.currency ?? 'usd')
  if (!/^\d+$/.test(units)) return again(NO_AMOUNT)
  if (amount !== null) fields.set('amount', units)
  const url = `/_sim/checkout/sessions/${id}/complete`
  const answer = engine.visit(session.account, { url, body: fields.toString() }, now)
  if (answer.status !== 200) return after(answer, again(messageIn(answer)))
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
    return closed('Checkout', `This session is ${session.status ?? 'closed'}.`, 410)
  const title = session.mode === 'setup' ? 'Save a payment method' : 'Checkout'
  const alert = refused ? `<p role="alert">${escaped(refused.problem)}</p>` : ''
  const back = session.cancel_url === null ? '' : `<p><a href="${escaped(session.cancel_url)}">Back</a></p>`
  const form = payForm(engine, session, refused?.typed)
  const page = html(title, `${soldTable(engine, session)}${alert}${form}${back}`, refused ? 402 : 200)
  return refused ? { ...page, reason: refused.problem } : page
}

function parsed(body: string): unknown {
  return JSON.parse(body)
}

function urlIn(body: string): string {
  const value = parsed(body)
  return typeof value === 'object' && value !== null && 'url' in value ? String(value.url) : ''
}
