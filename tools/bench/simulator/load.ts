import { Agent, request } from 'node:http'
import { quantile } from '../figure.ts'

/** A request to be sent again and again. */
export type Shot = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string }

/** Answers per second, and the time within which 99 of 100 came, in milliseconds. */
export type Load = { readonly rate: number; readonly p99: number }

const HEADERS = { authorization: 'Bearer sk_test_bench', 'content-type': 'application/x-www-form-urlencoded' }

/** The SDK sends a key of its own with every POST. */
let sentSoFar = 0

function send(agent: Agent, port: number, shot: Shot): Promise<string> {
  return new Promise((resolve, reject) => {
    const body = shot.body ?? ''
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: shot.method,
        path: shot.path,
        headers: {
          ...HEADERS,
          'content-length': Buffer.byteLength(body),
          ...(shot.method === 'POST' ? { 'idempotency-key': `bench-${(sentSoFar += 1)}` } : {}),
        },
      },
      answer => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => (text += chunk))
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve(text) : reject(new Error(`${answer.statusCode}: ${text}`)),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends one request and answers what came back. */
export async function once(port: number, shot: Shot): Promise<string> {
  const agent = new Agent()
  const text = await send(agent, port, shot)
  agent.destroy()
  return text
}

/** Sends the same request over a number of connections at a time, after a quarter of them to warm up. */
export async function fire(
  port: number,
  shot: Shot,
  how: { readonly count: number; readonly lanes: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: how.lanes })
  const volley = async (count: number): Promise<readonly number[]> => {
    const times: number[] = []
    const lane = async () => {
      for (let left = Math.ceil(count / how.lanes); left > 0; left -= 1) {
        const started = performance.now()
        await send(agent, port, shot)
        times.push(performance.now() - started)
      }
    }
    await Promise.all(Array.from({ length: how.lanes }, lane))
    return times
  }
  await volley(how.count / 4)
  const started = performance.now()
  const times = await volley(how.count)
  const rate = times.length / ((performance.now() - started) / 1000)
  agent.destroy()
  return { rate, p99: quantile(times, 0.99) }
}
