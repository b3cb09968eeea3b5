import { createServer } from 'node:http'
import { idOf, isJson } from './talk.ts'

/** Sends what the SDK would not send, for the key `sk_test_<whose>` unless its headers name another. */
export function rawClient(simulator: { readonly url: string }, whose: string) {
  return async (
    method: string,
    url: string,
    { body = '', headers = {} }: { readonly body?: string; readonly headers?: Record<string, string> } = {},
  ) => {
    const answer = await fetch(`${simulator.url}${url}`, {
      method,
      headers: {
        authorization: `Bearer sk_test_${whose}`,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      ...(method === 'GET' ? {} : { body }),
    })
    const text = await answer.text()
    const parsed: unknown = JSON.parse(text)
    const json = isJson(parsed) ? parsed : {}
    return { status: answer.status, headers: answer.headers, text, json, id: idOf(json) }
  }
}

/** A delivery as a webhook endpoint received it, and when (milliseconds of `performance.now`). */
export type Letter = {
  readonly url: string
  readonly body: string
  readonly signature: string
  readonly at: number
}

/** A webhook endpoint that answers as it is told and keeps what came, in order. */
export async function webhookEndpoint(statusOf: (letter: Letter, count: number) => number = () => 200) {
  const received: Letter[] = []
  const server = createServer((message, response) => {
    let body = ''
    message.on('data', chunk => (body += String(chunk)))
    message.on('end', () => {
      const letter = {
        url: message.url ?? '',
        body,
        signature: String(message.headers['stripe-signature']),
        at: performance.now(),
      }
      received.push(letter)
      response.writeHead(statusOf(letter, received.length)).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { received, url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
