import type { Engine } from '../core/engine.ts'
import type { WireAnswer } from '../core/wire.ts'
import { shown } from '../money/shown.ts'
import { after, closed, gone, html, messageIn, seeOther } from './html-page.ts'

type Visit = { readonly id: string; readonly method: string; readonly body: string }

/** The page on which a customer authenticates a payment or a card to be saved, and is sent back from. */
export function authenticatePage(engine: Engine, visit: Visit, now: number): WireAnswer | undefined {
  const found = waiting(engine, visit.id)
  if (found === undefined) return gone
  if (visit.method === 'GET') return html('Authentication', found.form)
  if (visit.method !== 'POST') return undefined
  const outcome = new URLSearchParams(visit.body).get('outcome') === 'fail' ? 'fail' : 'succeed'
  const url = `/_sim/${found.area}/${visit.id}/authenticate`
  const answer = engine.visit(found.account, { url, body: `outcome=${outcome}` }, now)
  if (answer.status !== 200) return after(answer, closed('Authentication', messageIn(answer), answer.status))
  const next = new URL(found.returnUrl)
  next.searchParams.set(found.name, visit.id)
  next.searchParams.set(`${found.name}_client_secret`, found.secret)
  next.searchParams.set('redirect_status', outcome === 'fail' ? 'failed' : 'succeeded')
  return after(answer, seeOther(next.href))
}

const form = (what: string) => `<p>The bank asks whether it is you who ${what}.</p>
<form method="post"><button name="outcome" value="succeed">Complete authentication</button><button name="outcome" value="fail">Fail authentication</button></form>`

function waiting(engine: Engine, id: string) {
  const payment = engine.store.get('payment_intent', id)
  const saving = engine.store.get('setup_intent', id)
  const entry = payment ?? saving
  const returnUrl = entry?.row.next_action?.redirect_to_url?.return_url
  if (entry === undefined || !returnUrl) return undefined
  const about =
    payment === undefined
      ? { area: 'setup_intents', name: 'setup_intent', form: form('saves this card') }
      : {
          area: 'payment_intents',
          name: 'payment_intent',
          form: form(`pays ${shown(payment.row.amount, payment.row.currency)}`),
        }
  return { ...about, account: entry.account, returnUrl, secret: entry.row.client_secret ?? '' }
}
