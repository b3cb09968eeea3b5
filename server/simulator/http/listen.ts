import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { WireAnswer, WireRequest } from '../core/wire.ts'

const MAX_BODY = 1_000_000

/** A request with what the simulator's own pages look at too. */
export type ListenedRequest = WireRequest & { readonly accept: string; readonly fault: string }

/**
 * An answer, and what is to go wrong with it: a wait in milliseconds (then `sent` is called), a connection that drops,
 * or one that hangs without an answer.
 */
export type Answered = {
  readonly answer: WireAnswer
  readonly wait?: number
  readonly sent?: () => void
  readonly drop?: boolean
  readonly hang?: boolean
}

type Listening = {
  readonly host: string
  readonly port: number
  readonly answer: (request: ListenedRequest) => Answered
}

/** Serves answers over HTTP. */
export async function listen(options: Listening): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((message, response) => receive(message, response, options.answer))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const header = (message: IncomingMessage, name: string): string => {
  const value = message.headers[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

function receive(message: IncomingMessage, response: ServerResponse, answer: Listening['answer']): void {
  const chunks: Buffer[] = []
  let size = 0
  message.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= MAX_BODY) chunks.push(chunk)
  })
  message.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    const result = size > MAX_BODY ? { answer: TOO_LARGE } : answer(wireRequest(message, body))
    if (result.drop === true) message.socket.destroy()
    else if (result.hang !== true) deliver(response, result)
  })
}

function deliver(response: ServerResponse, { answer, wait, sent }: Answered): void {
  if (wait === undefined) {
    write(response, answer)
    return
  }
  setTimeout(() => {
    sent?.()
    write(response, answer)
  }, wait).unref()
}

function write(response: ServerResponse, answer: WireAnswer): void {
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
  })
  response.end(answer.body)
}

function wireRequest(message: IncomingMessage, body: string): ListenedRequest {
  return {
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    authorization: header(message, 'authorization'),
    account: header(message, 'stripe-account') || header(message, 'stripe-context'),
    version: header(message, 'stripe-version'),
    idempotencyKey: header(message, 'idempotency-key'),
    contentType: header(message, 'content-type'),
    accept: header(message, 'accept'),
    fault: header(message, 'simulator-fault'),
    body,
  }
}

const TOO_LARGE: WireAnswer = {
  status: 413,
  headers: {},
  body: JSON.stringify({
    error: { type: 'invalid_request_error', message: 'The request is larger than one megabyte.' },
  }),
}
