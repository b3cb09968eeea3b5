import { type RunMessage, runMessageSchema } from '#shared/api/runs.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { readSettings } from './env.ts'
import { startSluice } from './main.ts'
import { followEvents } from './runs/follow-events.ts'
import { type RunningServer, type ServerOptions, startServer } from './start-server.ts'
import { testDatabase, testDirectory, testSeedArchive } from './storage/test-storage.ts'

/** For tests: what is sent. A `body` that is no text goes as JSON. */
export type Sent = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }

/** For tests: an answer with its body read as JSON where it is JSON. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }

/** For tests: a real server with database and simulator, in a directory of its own. */
export type TestServer = RunningServer & {
  readonly call: (method: string, path: string, sent?: Sent) => Promise<Answer>
}

type TestOptions = {
  readonly environment?: Record<string, string>
} & Partial<Pick<ServerOptions, 'startSimulator' | 'patience' | 'webhookAddress' | 'standIn'>>

/** For tests: starts a server on a free port; `stop` removes its files. */
export async function startTestServer({
  environment = {},
  startSimulator,
  ...more
}: TestOptions = {}): Promise<TestServer> {
  const directory = await testDirectory()
  const options = {
    settings: readSettings(
      { port: '0', data: directory.path },
      { SLUICE_LOG: 'error', ...(await testDatabase(directory.path)), ...environment },
    ),
    webRoot: null,
    seedArchive: await testSeedArchive(),
    ...more,
    patience: { unreachableMs: 1_500, ...more.patience },
  }
  const server = await (startSimulator === undefined
    ? startSluice(options)
    : startServer({ ...options, startSimulator }))
  return {
    ...server,
    call: (method, path, sent) => callServer(server.url, { method, path, ...sent }),
    stop: async () => {
      await server.stop()
      await directory.remove()
    },
  }
}

/** For tests: one request as a program makes it. */
export async function callServer(
  url: string,
  { method, path, body, headers = {} }: Sent & { method: string; path: string },
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const parsed: unknown = isJson ? JSON.parse(text) : text
  return { status: response.status, headers: response.headers, body: parsed }
}

/** For tests: waits until a run has an event of that kind. */
export async function untilEvent(
  { runs }: RunningServer,
  run: string,
  wanted: (event: RunEvent) => boolean,
): Promise<RunEvent> {
  for await (const messages of followEvents(runs, run))
    for (const { event } of messages) if (wanted(event)) return event
  throw new Error('nobody follows any more')
}

/** For tests: true for the events after which a run does nothing more by itself. */
export const isOver = ({ type }: RunEvent): boolean => type === 'run.finished' || type === 'run.paused'

type Wanted = { readonly after?: number; readonly until: (message: RunMessage) => boolean }

/** For tests: a run's messages from the event stream, as a browser gets them, up to the first that is wanted. */
export async function readEvents(url: string, run: string, { after, until }: Wanted): Promise<RunMessage[]> {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/runs/${run}/events`, {
    headers: after === undefined ? {} : { 'Last-Event-ID': String(after) },
    signal: stop.signal,
  })
  const messages: RunMessage[] = []
  let text = ''
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(part) ?? []
      if (id === undefined || data === undefined) continue
      const message = runMessageSchema.parse(JSON.parse(data))
      if (message.seq !== Number(id)) throw new Error(`event ${id} says that it is ${String(message.seq)}`)
      messages.push(message)
      if (!until(message)) continue
      stop.abort()
      return messages
    }
  }
  throw new Error('the stream ended')
}
