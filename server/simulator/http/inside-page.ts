import type { Refusal } from '../core/refusal.ts'
import type { AccountOverview, Overview } from '../inside/overview.ts'
import { shown } from '../money/shown.ts'
import { INSIDE_STYLE } from './inside-style.ts'
import { escaped, type Leads, linkedJson, textBlock } from './linked-text.ts'

type ObjectRow = { readonly kind: string; readonly account: string; readonly row: object }

/** A cell of a table: text, or what is HTML already. */
type Cell = string | number | { readonly html: string; readonly kind?: string }
const cell = (value: Cell) =>
  typeof value === 'object'
    ? `<td${value.kind === undefined ? '' : ` class="${value.kind}"`}>${value.html}</td>`
    : `<td>${escaped(String(value))}</td>`

type Table = {
  readonly title: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}
function table({ title, heads, rows }: Table): string {
  if (rows.length === 0) return `<p class="none">No ${escaped(title.toLowerCase())} yet.</p>`
  const head = heads
    .map(name => `<th scope="col"${AMOUNTS.has(name) ? ' class="amount"' : ''}>${name}</th>`)
    .join('')
  const body = rows.map(cells => `<tr>${cells.map(cell).join('')}</tr>`).join('')
  return `<div class="scroll"><table aria-label="${escaped(title)}"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}
const AMOUNTS = new Set(['Available', 'Pending', 'Count', 'Webhooks to come'])

/** A time as the pages of lists write it. */
export const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
const objectLink = (id: string) =>
  `<a class="id" href="/_sim/objects/${encodeURIComponent(id)}">${escaped(id)}</a>`
const amount = (value: number, currency: string): Cell => ({
  html: `${value < 0 ? '−' : ''}${escaped(shown(Math.abs(value), currency))}`,
  kind: value < 0 ? 'amount bad' : 'amount',
})

function balances({ balances: funds }: AccountOverview): string {
  const rows = funds.map(fund => [
    fund.currency.toUpperCase(),
    amount(fund.available, fund.currency),
    amount(fund.pending, fund.currency),
  ])
  return table({ title: 'Balances', heads: ['Currency', 'Available', 'Pending'], rows })
}

function objects({ objects: counts, latest }: AccountOverview): string {
  const rows = Object.entries(counts).map(([kind, count]): Cell[] => [
    kind,
    { html: String(count), kind: 'amount' },
    { html: (latest[kind] ?? []).map(objectLink).join(' '), kind: 'ids' },
  ])
  return table({ title: 'Objects', heads: ['Kind', 'Count', 'Latest'], rows })
}

function events({ events: told }: AccountOverview): string {
  const rows = told.map((event): Cell[] => [
    time(event.created),
    event.type,
    { html: objectLink(event.id) },
    { html: String(event.pending_webhooks), kind: 'amount' },
  ])
  return table({ title: 'Events', heads: ['Time (UTC)', 'Type', 'Event', 'Webhooks to come'], rows })
}

function accountPart(account: AccountOverview, inner: string): string {
  const what = account.platform === null ? 'Platform' : 'Connected account'
  return `<section><div class="head"><h2>${objectLink(account.id)}</h2><span class="tag">${what}</span></div>
<h3>Balances</h3>${balances(account)}
<details><summary>Objects</summary>${objects(account)}</details>
<details><summary>Latest events</summary>${events(account)}</details>${inner}</section>`
}

/** How a status is coloured. */
export const standing = (status: number): string => (status < 400 ? 'good' : 'bad')

/** Why a request was refused: in words, and below them the names by which programs know it. */
export function refusal(error: Refusal | null): string {
  if (error === null) return ''
  const names = [error.code ?? error.type, error.decline_code, error.param && `param ${error.param}`]
  const named = names.flatMap(name => (name ? `<code>${escaped(name)}</code>` : []))
  return `<p class="why"><span class="bad">${escaped(error.message)}</span> ${named.join(' · ')}</p>`
}

/** Requests, each leading to its own page, and beside each refused one why. */
export function requestsTable(requests: Overview['requests']): string {
  const rows = requests.map((request): Cell[] => [
    time(request.at),
    request.method,
    { html: `${escaped(request.url)}${refusal(request.error)}`, kind: 'address' },
    { html: String(request.status), kind: standing(request.status) },
    request.id === ''
      ? ''
      : { html: `<a class="id" href="/_sim/requests/${escaped(request.id)}">${escaped(request.id)}</a>` },
  ])
  const heads = ['Time (UTC)', 'Method', 'Address', 'Status', 'Request']
  return table({ title: 'Requests', heads, rows })
}

/** One of the look-inside pages. */
export const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${title}</title>
<style>${INSIDE_STYLE}</style><main><h1>${title}</h1>${body}</main></html>`

/** Says that there is nothing at an address. */
export const notFoundPage = (message: string): string =>
  page(
    'Stripe simulator: not found',
    `<p>${escaped(message)} <a href="/_sim/requests">All requests</a> · <a href="/_sim">Everything</a></p>`,
  )

/** One object as the simulator holds it, and whose it is. */
export const objectPage = ({ kind, account, row }: ObjectRow, leads: Leads): string =>
  page(
    `Stripe simulator: ${escaped(kind)}`,
    `<p>On account ${objectLink(account)}. <a href="/_sim">Everything</a></p>${textBlock('Object', linkedJson(row, leads))}`,
  )

/** What is said while no account holds anything: nobody has asked, or what was asked left nothing behind. */
function nothingHeld(asked: boolean, base: string): string {
  const [title, words] = asked
    ? [
        'No account holds anything yet',
        'What was asked so far was refused, or only looked: the requests below say which.',
      ]
    : ['Nobody has asked anything yet', '']
  return `<section><h2>${title}</h2><p>${words} Send a request with a test key of your choice, and it is a platform account of its own:</p>
${textBlock('Example', `curl ${escaped(base)}/v1/customers -u sk_test_yours: -d name=Ada`)}</section>`
}

/** The look-inside page: accounts with what belongs to them, each platform's connected ones below it, and the requests. */
export function insidePage({ accounts, requests }: Overview, base: string): string {
  const platforms = accounts.filter(account => account.platform === null)
  const parts = platforms.map(platform => {
    const connected = accounts.filter(account => account.platform === platform.id)
    return accountPart(platform, connected.map(account => accountPart(account, '')).join(''))
  })
  return page(
    'Stripe simulator',
    `<p>What it holds, as of now. <code>POST /_sim/reset</code> forgets everything; <a href="/_sim/requests">All requests</a> with their answers.</p>
${parts.length === 0 ? nothingHeld(requests.length > 0, base) : parts.join('\n')}
<section><h2>Latest requests</h2>${requestsTable(requests)}</section>`,
  )
}
