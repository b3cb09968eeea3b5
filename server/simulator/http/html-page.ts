import { refusalIn } from '../core/refusal.ts'
import type { WireAnswer } from '../core/wire.ts'
import { escaped } from './linked-text.ts'
import { PAGE_COLOURS } from './page-colours.ts'

/** How the pages look that a customer sees. */
const STYLE = `${PAGE_COLOURS}
main{width:min(26rem,100% - 32px);margin:48px auto;padding:24px;background:var(--card);border:1px solid var(--line);border-radius:3px}
h1{font-size:18px;line-height:24px;margin:0 0 12px;letter-spacing:-.01em}
label{display:block;margin:12px 0 4px;font-size:13px;font-weight:600}
input{font:inherit;width:100%;height:36px;padding:0 10px;color:inherit;background:var(--card);border:1px solid var(--control);border-radius:3px}
button{font:inherit;font-weight:600;margin-top:20px;height:44px;width:100%;background:var(--primary);color:var(--on-primary);border:1px solid var(--primary);border-radius:3px;cursor:pointer}
button+button{margin-top:8px;background:none;color:var(--text);border-color:var(--control)}
table{width:100%;border-collapse:collapse}td{padding:4px 0;border-bottom:1px solid var(--line);vertical-align:top}td:last-child{text-align:right;padding-left:16px;white-space:nowrap}
.total td{font-weight:600;border-top:1px solid var(--text);border-bottom:3px double var(--text)}.part td,small,footer{color:var(--soft);font-size:13px}
small{display:block;margin-top:4px}p{margin:8px 0}[role=alert]{font-weight:600;padding:8px 12px;border:1px solid var(--bad);border-radius:3px}
input[aria-invalid]{border-color:var(--bad)}footer{margin-top:20px;padding-top:12px;border-top:1px solid var(--line)}
@media(max-width:30rem){main{margin:16px auto;padding:16px}}
[role=alert]{color:var(--bad)}`

/** A page of the simulator's own. */
export const html = (title: string, body: string, status = 200): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${escaped(title)}</title>
<style>${STYLE}</style>
<main><h1>${escaped(title)}</h1>${body}<footer>A page of the Stripe simulator. No money moves.</footer></main></html>`,
})
/** Sends the browser on. */
export const seeOther = (location: string): WireAnswer => ({ status: 303, headers: { location }, body: '' })
/** A page that tells how a request of its own ended carries that request's id. */
export const after = ({ headers }: WireAnswer, page: WireAnswer): WireAnswer => ({
  ...page,
  headers: { 'request-id': headers['request-id'] ?? '', ...page.headers },
})
/** A page that says why there is nothing to be done. */
export const closed = (title: string, reason: string, status: number): WireAnswer => ({
  ...html(title, `<p>${escaped(reason)}</p>`, status),
  reason,
})
/** For what is no more. */
export const gone = closed('Nothing here', 'This page does not exist, or is over.', 404)

/** The words of an error in an answer. */
export const messageIn = (answer: WireAnswer): string => refusalIn(answer)?.message ?? 'It did not work.'
