import type { LoggedRequest } from '../core/request-log.ts'
import { page, requestsTable, standing, time } from './inside-page.ts'
import { escaped, type Leads, linkedJson, textBlock } from './linked-text.ts'

/** The latest requests, each leading to its own page. */
export const requestsPage = (requests: readonly LoggedRequest[]): string =>
  page(
    'Stripe simulator: requests',
    `<p>The latest first. <a href="/_sim">Everything</a></p><section>${requestsTable(requests)}</section>`,
  )

/** One request: what was asked, what was answered, and what went wrong with it on purpose. */
export function requestPage(request: LoggedRequest, leads: Leads): string {
  const facts = [
    ['Time (UTC)', time(request.at)],
    ['Status', String(request.status)],
    ['Account', request.account || 'the key’s platform'],
    ['Endpoint', request.endpoint ?? 'none of Stripe’s'],
    ...(request.fault === null ? [] : [['Fault, as asked for', request.fault]]),
  ]
  const rows = facts.map(
    ([name = '', value = '']) =>
      `<tr><th scope="row">${name}</th><td${name === 'Status' ? ` class="${standing(request.status)}"` : ''}>${escaped(value)}</td></tr>`,
  )
  return page(
    'Stripe simulator: request',
    `<p><code>${escaped(`${request.method} ${request.url}`)}</code> · <a href="/_sim/requests">All requests</a> · <a href="/_sim">Everything</a></p>
<section><table class="facts" aria-label="Request"><tbody>${rows.join('')}</tbody></table></section>
<h2>Asked</h2>${textBlock('Asked', asked(request.request, leads))}
<h2>Answered</h2>${textBlock('Answered', answered(request.response, leads))}`,
  )
}

/** The parameters of a request one below the other, or its JSON. */
function asked(body: string, leads: Leads): string {
  if (body === '') return 'no parameters'
  if (body.startsWith('{')) return answered(body, leads)
  const lines = [...new URLSearchParams(body)].map(([name, value]) => {
    const where = leads(value)
    const shown = where === undefined ? escaped(value) : `<a href="/_sim/${where}/${value}">${value}</a>`
    return `${escaped(name)} = ${shown}`
  })
  return lines.join('\n')
}

function answered(body: string, leads: Leads): string {
  try {
    return linkedJson(JSON.parse(body), leads)
  } catch {
    return body === '' ? 'no body' : escaped(body)
  }
}
