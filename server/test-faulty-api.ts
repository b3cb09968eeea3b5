import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from 'node:http'
import { buffer } from 'node:stream/consumers'

/** For tests: what goes wrong with a request the first time. `after` = it has taken effect all the same. */
export type Fault =
  | 'none'
  | '429'
  | '409'
  | '500 before'
  | '500 stored'
  | '500 after'
  | 'drop before'
  | 'drop after'
  | 'hang after'

/** For tests: something between a client and an HTTP server. */
export type Between = { readonly port: number; readonly close: () => Promise<void> }

/** For tests: an API that fails. */
export type FaultyApi = Between & {
  /** How many requests went wrong, by fault, so far. */
  readonly planted: ReadonlyMap<Fault, number>
  /** What arrived, and when, in milliseconds. */
  readonly arrived: readonly { readonly at: number; readonly path: string }[]
}

/** For tests: between the server and the simulator. Every request goes wrong once, as `fault()` says. */
export async function faultyApi(target: number, fault: () => Fault): Promise<FaultyApi> {
  const planted = new Map<Fault, number>()
  const arrived: FaultyApi['arrived'][number][] = []
  const seen = new Set<string>()
  const stored = new Set<string>()
  const isFirst = (request: IncomingMessage, body: Buffer): boolean => {
    const { method, url, headers } = request
    const identity = JSON.stringify([method, url, headers['stripe-account'], body.toString()])
    const first = !seen.has(identity)
    seen.add(identity)
    return first
  }
  const plant = (request: IncomingMessage, body: Buffer): Fault => {
    const wrong = isFirst(request, body) ? fault() : 'none'
    planted.set(wrong, (planted.get(wrong) ?? 0) + 1)
    return wrong
  }
  const between = await serveBetween(async (request, response) => {
    arrived.push({ at: performance.now(), path: request.url ?? '' })
    const body = await buffer(request)
    const key = String(request.headers['idempotency-key'] ?? '')
    if (stored.has(key)) return refuse(response, 500, 'api_error')
    const wrong = plant(request, body)
    if (key !== '' && (wrong === '500 stored' || wrong === '500 after')) stored.add(key)
    if (BEFORE[wrong] !== undefined) return refuse(response, ...BEFORE[wrong])
    if (wrong === 'drop before') return drop(request)
    const answer = await forward(request, body, target)
    if (wrong === '500 after') return refuse(response, 500, 'api_error')
    if (wrong === 'drop after') return drop(request)
    if (wrong !== 'hang after') response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  return { ...between, planted, arrived }
}

const BEFORE: Partial<Record<Fault, [number, string]>> = {
  '429': [429, 'rate_limit'],
  '409': [409, 'idempotency_key_in_use'],
  '500 before': [500, 'api_error'],
  '500 stored': [500, 'api_error'],
}

const drop = ({ socket }: IncomingMessage): void => {
  socket.destroy()
}

/** For tests: between the server and the simulator. A request goes on once `pass` lets its path through. */
export const heldApi = (target: number, pass: (path: string) => Promise<void>): Promise<Between> =>
  serveBetween(async (request, response) => {
    const body = await buffer(request)
    await pass(request.url ?? '')
    const answer = await forward(request, body, target)
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })

/** For tests: a post office that nobody should have. */
export type CarelessPost = Between & {
  /** What the server answered to forged letters. */
  readonly forged: readonly number[]
  /** Every genuine letter as it was handed over: its place among those posted, and how many milliseconds late it came. */
  readonly handed: readonly { readonly place: number; readonly late: number }[]
  /** Delivers every letter once more; the answers. */
  readonly replay: () => Promise<number[]>
}

/** For tests: a careless post waits until no letter has come for so many milliseconds. */
export const LATE_MS = 30

/**
 * For tests: between the simulator and the server. Every webhook comes late, twice, and after later ones; before it comes
 * one under its signature that says something else.
 */
export async function carelessPost(target: string): Promise<CarelessPost> {
  const waiting: Posted[] = []
  const delivered: Letter[] = []
  const forged: number[] = []
  const handed: { place: number; late: number }[] = []
  let posted = 0
  let round: NodeJS.Timeout | undefined
  const port = Number(new URL(target).port)
  const send = async ({ request, body }: Letter): Promise<number> =>
    (await forward(request, body, port)).status
  const hand = async (letter: Posted): Promise<void> => {
    handed.push({ place: letter.place, late: performance.now() - letter.at })
    await send(letter)
  }
  const deliver = async (): Promise<void> => {
    for (const letter of waiting.splice(0).toReversed()) {
      const text = letter.body.toString().replace(/evt_./, 'evt_X')
      forged.push(await send({ ...letter, body: Buffer.from(text) }))
      await Promise.all([hand(letter), hand(letter)])
      delivered.push(letter)
    }
  }
  const between = await serveBetween(async (request, response) => {
    const body = await buffer(request)
    waiting.push({ request, body, place: posted, at: performance.now() })
    posted += 1
    response.writeHead(200).end('{}')
    clearTimeout(round)
    round = setTimeout(() => void deliver().catch(() => {}), LATE_MS)
  })
  return { ...between, forged, handed, replay: () => Promise.all(delivered.map(send)) }
}

type Letter = { readonly request: IncomingMessage; readonly body: Buffer }
type Posted = Letter & { readonly place: number; readonly at: number }

function refuse(response: ServerResponse, status: number, code: string): void {
  const error = {
    type: status === 500 ? 'api_error' : 'invalid_request_error',
    code,
    message: `Planted ${code}`,
  }
  response.writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': 'req_planted' })
  response.end(JSON.stringify({ error }))
}

type Forwarded = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

async function forward(request: IncomingMessage, body: Buffer, port: number): Promise<Forwarded> {
  const { method = 'GET', url = '/', headers } = request
  const asked = send({ host: '127.0.0.1', port, method, path: url, headers })
  asked.end(body)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject)
  })
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) }
}

async function serveBetween(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Between> {
  const server: Server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
