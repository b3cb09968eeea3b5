import { simulatorCall } from '#shared/plan/simulator-calls.ts'

/** How a call of the SDK goes over the wire. `body` = JSON (v2) or a form (v1). */
export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body: 'form' | 'json'
}

type Verb = Pick<HttpCall, 'method'> & { readonly tail?: string; readonly whole?: true }

/** What the SDK's methods stand for; `tail` follows the object's id, `whole` means the collection. */
const verbs: Readonly<Record<string, Verb>> = {
  create: { method: 'POST', whole: true },
  list: { method: 'GET', whole: true },
  search: { method: 'GET', whole: true, tail: 'search' },
  createPreview: { method: 'POST', whole: true, tail: 'create_preview' },
  retrieve: { method: 'GET' },
  update: { method: 'POST' },
  del: { method: 'DELETE' },
  listLineItems: { method: 'GET', tail: 'lines' },
  createReversal: { method: 'POST', tail: 'reversals' },
  finalizeInvoice: { method: 'POST', tail: 'finalize' },
  sendInvoice: { method: 'POST', tail: 'send' },
  voidInvoice: { method: 'POST', tail: 'void' },
}

const exceptions: Readonly<Record<string, Verb>> = { 'subscriptions.cancel': { method: 'DELETE' } }

const segments: Readonly<Record<string, string>> = { invoiceItems: 'invoiceitems' }

const snake = (name: string): string =>
  segments[name] ?? name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

const verbOf = (call: string, name: string): Verb =>
  exceptions[call] ?? verbs[name] ?? { method: 'POST', tail: snake(name) }

/** Method and path of a call such as `transfers.create`; `target` is the id in its path. */
export const httpCall = (call: string, target: string | undefined): HttpCall => {
  const simulator = simulatorCall(call)
  if (simulator !== undefined)
    return { method: 'POST', path: simulator.path(encodeURIComponent(target ?? '')), body: 'form' }
  const names = call.split('.')
  const name = names.pop() ?? ''
  const version = names[0] === 'v2' ? [] : ['v1']
  const { method, tail, whole } = verbOf(call, name)
  const path = [
    ...version,
    ...names.map(snake),
    ...(whole || target === undefined ? [] : [encodeURIComponent(target)]),
    ...(tail === undefined ? [] : [tail]),
  ]
  return { method, path: `/${path.join('/')}`, body: version.length === 0 ? 'json' : 'form' }
}
