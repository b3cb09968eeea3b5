import { Engine } from '../core/engine.ts'
import type { JournalEntry } from '../core/journal.ts'
import type { WireRequest } from '../core/wire.ts'

/** An answer, looked into by name. */
export type Json = Readonly<Record<string, unknown>>
/** Whether a value has fields. */
export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null
/** Fields of an answer, looked into by name. */
const part = (value: unknown): Json => (isJson(value) ? value : {})
/** The elements of a list in an answer. */
export const parts = (value: unknown): Json[] => (Array.isArray(value) ? value.map(part) : [])
/** A number of an answer; 0 for what is none. */
export const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
/** When the conversation begins, in milliseconds. */
export const T0 = 1_767_225_600_000

/** The next change is done, and told as a failure or not at all; the client asks again with the same key. */
export type Fault = '500-after' | 'drop-after'

/** Talks to a simulator without HTTP: requests in, answers out, time as it is told. */
export function talk(seed: number) {
  const entries: JournalEntry[] = []
  const journal = { append: (entry: JournalEntry) => void entries.push(entry), restart: () => undefined }
  const report = (error: unknown) => {
    throw error
  }
  const engine = new Engine({ seed, journal, report })
  let now = T0
  let fault: Fault | undefined
  let retries = 0
  const request = (asked: WireRequest): string => {
    const spoiled = asked.method === 'POST' ? fault : undefined
    fault = undefined
    if (spoiled === undefined) return engine.handle(asked, now).body
    retries += 1
    const keyed = { ...asked, idempotencyKey: `retry-${retries}` }
    const lost = engine.handle(keyed, now, spoiled)
    const { body } = engine.handle(keyed, now)
    if ([200, 402, 500].includes(lost.status) && body !== lost.body)
      throw new Error(`${asked.url} was not answered the same again: ${lost.body} ${body}`)
    return body
  }
  const call = (
    method: string,
    url: string,
    { account = '', ...params }: Readonly<Record<string, unknown>> = {},
  ): Json => {
    const form = new URLSearchParams(
      Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString()
    const body = request({
      method,
      url: method === 'GET' && form !== '' ? `${url}?${form}` : url,
      authorization: 'Bearer sk_test_conserve',
      account: String(account),
      version: '',
      idempotencyKey: '',
      contentType: 'application/x-www-form-urlencoded',
      body: method === 'GET' ? '' : form,
    })
    return part(JSON.parse(body))
  }
  const settle = () => {
    for (
      let timer = engine.nextTimer();
      timer !== undefined && timer.at * 1000 <= now;
      timer = engine.nextTimer()
    )
      engine.runTimer(timer.id, now)
  }
  const spoilNext = (next: Fault) => {
    fault = next
  }
  return { engine, entries, call, settle, spoilNext, wait: (seconds: number) => void (now += seconds * 1000) }
}
export type Talk = ReturnType<typeof talk>

/** Every object of a kind, over all pages. */
export function all(client: Talk, url: string, account = ''): Json[] {
  const rows: Json[] = []
  for (;;) {
    const last = rows.at(-1)
    const page = client.call('GET', url, {
      limit: 100,
      ...(last === undefined ? {} : { starting_after: last['id'] }),
      account,
    })
    rows.push(...parts(page['data']))
    if (page['has_more'] !== true) return rows
  }
}

/** The id of a row, or words that are nobody's. */
export function idOf(row: Json | undefined): string {
  const id = row?.['id']
  return typeof id === 'string' ? id : 'nothing'
}
